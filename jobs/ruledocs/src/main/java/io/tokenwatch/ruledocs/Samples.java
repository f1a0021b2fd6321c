package io.tokenwatch.ruledocs;

import io.tokenwatch.yaml.Faults;
import io.tokenwatch.yaml.Yaml;
import io.tokenwatch.yaml.YamlMap;
import io.tokenwatch.yaml.YamlValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What the samples of products ({@code docs/inputs/samples}) show of the rules. */
public final class Samples {
    /** Where they are, seen from the folder of the pages. */
    public static final Path FOLDER = Path.of("../inputs/samples");

    private final Map<String, Set<String>> shown = new TreeMap<>();
    private final Map<String, Map<String, String>> left = new TreeMap<>();

    private Samples() {}

    public static Samples none() {
        return new Samples();
    }

    /** None if the folder is not there. */
    public static Samples read(Path folder) {
        Samples samples = new Samples();
        if (!Files.isDirectory(folder)) {
            return samples;
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".yml")).toList()) {
                Yaml.parse(file.toString(), Files.readString(file), new Faults())
                        .flatMap(YamlValue::map)
                        .ifPresent(samples::add);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the samples in " + folder, e);
        }
        return samples;
    }

    private void add(YamlMap product) {
        String format = product.text("format", "");
        if (format.isEmpty()) {
            return; // the attacks that they share
        }
        Set<String> rules = shown.computeIfAbsent(format, unused -> new TreeSet<>());
        map(product, "planted").forEach((name, value) -> value.map().ifPresent(plant -> {
            rules.addAll(plant.has("rules") ? plant.texts("rules") : List.of(name));
            rules.addAll(plant.texts("also"));
            rules.addAll(plant.texts("shadow"));
        }));
        rules.addAll(product.texts("murmur"));
        Map<String, String> reasons = left.computeIfAbsent(format, unused -> new TreeMap<>());
        map(product, "left_out")
                .forEach((rule, reason) -> reasons.put(rule, reason.text().orElse("")));
    }

    private static Map<String, YamlValue> map(YamlMap product, String name) {
        return product.get(name).flatMap(YamlValue::map).map(YamlMap::entries).orElse(Map.of());
    }

    /** Whether there are any of the product. */
    boolean of(String format) {
        return shown.containsKey(format);
    }

    boolean show(String format, String rule) {
        return shown.getOrDefault(format, Set.of()).contains(rule);
    }

    /** Why none shows the rule; empty if nothing is said. */
    String reason(String format, String rule) {
        return left.getOrDefault(format, Map.of()).getOrDefault(rule, "");
    }
}
