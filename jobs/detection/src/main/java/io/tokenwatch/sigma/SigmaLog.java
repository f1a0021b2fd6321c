package io.tokenwatch.sigma;

import io.tokenwatch.event.Field;
import io.tokenwatch.yaml.Faults;
import io.tokenwatch.yaml.Yaml;
import io.tokenwatch.yaml.YamlMap;
import io.tokenwatch.yaml.YamlValue;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A native log as Sigma rules name it ({@code logsource}), and what its fields stand for; data, in {@code sigma/fields.yml}.
 *
 * @param product such as {@code okta}; empty if the field names are canonical
 * @param service one of the product's logs; empty if its fields are those of all of them
 * @param always what is true of every event of the log
 * @param fields by their names in lower case
 */
record SigmaLog(String product, String service, Map<String, String> always, Map<String, SigmaField> fields) {
    private static final SigmaLog CANONICAL = new SigmaLog("", "", Map.of(), Map.of());
    private static final List<SigmaLog> ALL = load();

    /** Of a {@code logsource}; one with canonical names only if it is not known. */
    static SigmaLog of(String product, String service) {
        return ALL.stream()
                .filter(log -> log.product.equalsIgnoreCase(product))
                .filter(log -> log.service.isEmpty() || log.service.equalsIgnoreCase(service))
                .findFirst()
                .orElse(CANONICAL);
    }

    static List<String> products() {
        return ALL.stream().map(SigmaLog::product).distinct().toList();
    }

    boolean isKnown() {
        return !product.isEmpty();
    }

    /** What a field stands for, by its name there or its canonical name. */
    Optional<SigmaField> field(String name) {
        return Optional.ofNullable(fields.get(name.toLowerCase(Locale.ROOT)))
                .or(() -> Field.of(name).map(field -> SigmaField.direct(field.fieldName())));
    }

    private static List<SigmaLog> load() {
        try (InputStream in = Objects.requireNonNull(SigmaLog.class.getResourceAsStream("/sigma/fields.yml"))) {
            Faults faults = new Faults();
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            List<SigmaLog> logs = new ArrayList<>();
            for (YamlValue value :
                    Yaml.parse("sigma/fields.yml", text, faults).orElseThrow().list()) {
                value.map().ifPresent(map -> logs.add(log(map)));
            }
            faults.throwIfAny();
            return List.copyOf(logs);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static SigmaLog log(YamlMap map) {
        Map<String, SigmaField> fields = new TreeMap<>();
        map.get("fields").flatMap(YamlValue::map).ifPresent(all -> all.entries().forEach((name, value) -> value.map()
                .ifPresent(field -> fields.put(name.toLowerCase(Locale.ROOT), SigmaField.of(field)))));
        SigmaLog log = new SigmaLog(
                map.text("product", ""),
                map.text("service", ""),
                map.get("always").map(SigmaField::texts).orElse(Map.of()),
                fields);
        map.refuseOthers();
        return log;
    }
}
