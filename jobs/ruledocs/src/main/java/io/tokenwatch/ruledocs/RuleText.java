package io.tokenwatch.ruledocs;

import io.tokenwatch.rule.Rule;
import io.tokenwatch.yaml.Faults;
import io.tokenwatch.yaml.Yaml;
import io.tokenwatch.yaml.YamlMap;
import io.tokenwatch.yaml.YamlValue;
import java.util.List;
import java.util.Optional;

/**
 * A rule, compiled and as it is written.
 *
 * @param path of its file, below the rules' root
 */
record RuleText(Rule rule, String path, YamlMap yaml) {
    static RuleText of(Rule rule, String path, String text) {
        YamlMap yaml = Yaml.parse(path, text, new Faults())
                .flatMap(YamlValue::map)
                .orElseThrow(() -> new IllegalArgumentException(path + " compiled and is not a mapping"));
        return new RuleText(rule, path, yaml);
    }

    String family() {
        int slash = path.indexOf('/');
        return slash < 0 ? "" : path.substring(0, slash);
    }

    Optional<YamlMap> map(String key) {
        return yaml.get(key).flatMap(YamlValue::map);
    }

    List<YamlValue> list(String key) {
        return yaml.get(key).map(YamlValue::list).orElse(List.of());
    }

    /** A link to its page from a page beside it. */
    String link() {
        return "[" + rule.title() + "](" + rule.id() + ".md)";
    }
}
