package io.tokenwatch.sigma;

import io.tokenwatch.yaml.YamlMap;
import io.tokenwatch.yaml.YamlValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What a field of a native log stands for.
 *
 * @param to the canonical field that holds its values; empty if its values say what happened
 * @param values what each value says of the canonical event
 * @param rest what any other value says, with {@code {}} in its place; empty if nothing
 */
record SigmaField(String to, Map<String, Map<String, String>> values, Map<String, String> rest) {
    static SigmaField direct(String to) {
        return new SigmaField(to, Map.of(), Map.of());
    }

    static SigmaField of(YamlMap map) {
        Map<String, Map<String, String>> values = new LinkedHashMap<>();
        map.get("values").flatMap(YamlValue::map).ifPresent(all -> all.entries()
                .forEach((value, says) -> values.put(value, texts(says))));
        SigmaField field = new SigmaField(
                map.text("to", ""),
                values,
                map.get("rest").map(SigmaField::texts).orElse(Map.of()));
        map.refuseOthers();
        return field;
    }

    static Map<String, String> texts(YamlValue value) {
        Map<String, String> texts = new LinkedHashMap<>();
        value.map().ifPresent(map -> map.entries().keySet().forEach(key -> texts.put(key, map.text(key, ""))));
        return texts;
    }

    boolean isDirect() {
        return !to.isEmpty();
    }

    /** The values of the log that a pattern means, without regard to case: as it is written, or by its modifier. */
    List<String> meant(String pattern, Set<String> modifiers) {
        String glob = (modifiers.contains("contains") || modifiers.contains("endswith") ? "*" : "")
                + pattern
                + (modifiers.contains("contains") || modifiers.contains("startswith") ? "*" : "");
        List<String> meant = new ArrayList<>();
        for (String value : values.keySet()) {
            if (matches(glob.toLowerCase(Locale.ROOT), value.toLowerCase(Locale.ROOT))) {
                meant.add(value);
            }
        }
        return meant;
    }

    /** The other values of the log that say the same, hence what a rule asks for besides. */
    List<String> alike(List<String> meant) {
        return values.entrySet().stream()
                .filter(entry -> !meant.contains(entry.getKey()))
                .filter(entry ->
                        meant.stream().anyMatch(value -> entry.getValue().equals(values.get(value))))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** {@code *} and {@code ?} as in Sigma; by two indices, so that no pattern takes long. */
    private static boolean matches(String glob, String text) {
        int g = 0;
        int star = -1;
        int resume = 0;
        for (int t = 0; t < text.length(); ) {
            char wanted = g < glob.length() ? glob.charAt(g) : 0;
            if (wanted == '*') {
                star = g++;
                resume = t;
            } else if (wanted == '?' || wanted == text.charAt(t)) {
                g++;
                t++;
            } else if (star >= 0) {
                g = star + 1;
                t = ++resume;
            } else {
                return false;
            }
        }
        return glob.substring(g).chars().allMatch(c -> c == '*');
    }
}
