package io.tokenwatch.list;

import io.tokenwatch.yaml.FaultKind;
import io.tokenwatch.yaml.Faults;
import io.tokenwatch.yaml.FaultyFileException;
import io.tokenwatch.yaml.Yaml;
import io.tokenwatch.yaml.YamlMap;
import io.tokenwatch.yaml.YamlValue;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A file of {@code lists/}: either values that selections name, or exceptions.
 *
 * @param ofExceptions whether its entries say {@code match} rather than {@code value}
 * @param canonical the same text for the same content
 */
public record ListFile(String path, boolean ofExceptions, List<ListEntry> entries, String canonical) {
    /** Reads the text of a list; what is wrong with it is added to the faults. */
    public static Optional<ListFile> read(String path, String text, Faults faults) {
        try {
            Optional<YamlValue> root = Yaml.parse(path, text, faults);
            return root.flatMap(YamlValue::map).map(map -> read(path, map));
        } catch (FaultyFileException e) { // too many to go on; they are all in faults
            return Optional.empty();
        }
    }

    private static ListFile read(String path, YamlMap list) {
        Optional<YamlValue> id = list.required("id", "what-it-lists");
        String named = path.substring(path.lastIndexOf('/') + 1).replaceAll("\\.yml$", "");
        id.flatMap(YamlValue::text).filter(text -> !text.equals(named)).ifPresent(text -> id.orElseThrow()
                .fault(
                        FaultKind.BAD_LIST,
                        "the file is not named after the list",
                        "write 'id: " + named + "' or rename the file"));
        list.required("title", "What the entries have in common");
        list.text("title", "");
        list.text("description", "");
        boolean owned = list.get("owner").flatMap(YamlValue::text).isPresent();
        Optional<YamlValue> written = list.required("entries", "[{value: …, reason: …}]");
        List<YamlMap> maps = written.map(YamlValue::list).orElse(List.of()).stream()
                .flatMap(value -> value.map().stream())
                .toList();
        if (maps.isEmpty()) {
            written.ifPresent(
                    value -> value.fault(FaultKind.BAD_LIST, "the list is empty", "add '- {value: …, reason: …}'"));
        }
        boolean ofExceptions = !maps.isEmpty() && maps.get(0).has("match");
        List<ListEntry> entries = maps.stream()
                .flatMap(entry -> ListEntry.read(entry, ofExceptions, owned).stream())
                .toList();
        refuseTwins(entries);
        list.refuseOthers();
        return new ListFile(path, ofExceptions, entries, list.canonical());
    }

    private static void refuseTwins(List<ListEntry> entries) {
        Set<String> seen = new HashSet<>();
        for (ListEntry entry : entries) {
            if (!seen.add(entry.what().canonical() + " " + entry.tenant())) {
                entry.what().fault(FaultKind.BAD_LIST, "this entry is here twice", "keep one");
            }
        }
    }
}
