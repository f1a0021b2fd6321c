package io.tokenwatch.console.rules;

import io.tokenwatch.rule.RuleFiles;
import io.tokenwatch.yaml.Faults;
import io.tokenwatch.yaml.Yaml;
import io.tokenwatch.yaml.YamlMap;
import io.tokenwatch.yaml.YamlValue;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The entries of all lists of exceptions, as people wrote them. */
public final class KeptLists {
    /**
     * One entry.
     *
     * @param tenant empty if for everybody
     * @param owner the entry's, or else the list's
     * @param expires a day, or {@code never}
     * @param rules that name the list
     */
    public record Entry(
            String list,
            String match,
            String tenant,
            String owner,
            String reason,
            String expires,
            List<String> rules) {}

    private KeptLists() {}

    public static List<Entry> exceptions(RuleFiles files) {
        List<Entry> entries = new ArrayList<>();
        files.lists().forEach((path, text) -> Yaml.parse(path, text, new Faults())
                .flatMap(YamlValue::map)
                .ifPresent(list -> add(entries, files, path, list)));
        return entries;
    }

    private static void add(List<Entry> entries, RuleFiles files, String path, YamlMap list) {
        List<String> rules = files.rules().entrySet().stream()
                .filter(rule -> rule.getValue().contains(path))
                .map(rule -> rule.getKey()
                        .substring(rule.getKey().lastIndexOf('/') + 1)
                        .replaceAll("\\.yml$", ""))
                .toList();
        for (YamlValue value : list.get("entries").map(YamlValue::list).orElse(List.of())) {
            value.map()
                    .filter(entry -> entry.has("match"))
                    .ifPresent(entry -> entries.add(new Entry(
                            path,
                            entry.get("match")
                                    .flatMap(YamlValue::map)
                                    .map(KeptLists::text)
                                    .orElse(""),
                            entry.text("tenant", ""),
                            entry.text("owner", list.text("owner", "")),
                            entry.text("reason", ""),
                            entry.text("expires", "never"),
                            rules)));
        }
    }

    private static String text(YamlMap match) {
        return match.entries().entrySet().stream()
                .map(each -> each.getKey() + ": "
                        + each.getValue().text().orElseGet(() -> each.getValue().list().stream()
                                .map(value -> value.text().orElse("…"))
                                .collect(Collectors.joining(", ", "[", "]"))))
                .collect(Collectors.joining(", "));
    }
}
