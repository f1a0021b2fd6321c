package io.tokenwatch.ruledocs;

import io.tokenwatch.yaml.YamlValue;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A value as one would write it in one line. */
final class Written {
    private Written() {}

    static String of(YamlValue value) {
        if (value.isList()) {
            return value.list().stream().map(Written::of).collect(Collectors.joining(", ", "[", "]"));
        }
        if (value.isMap()) {
            List<String> lines = new ArrayList<>();
            value.map().orElseThrow().entries().forEach((key, inner) -> lines.add(key + ": " + of(inner)));
            return "{" + String.join(", ", lines) + "}";
        }
        return value.isNull() ? "null" : value.text().orElse("");
    }
}
