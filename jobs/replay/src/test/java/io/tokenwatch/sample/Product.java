package io.tokenwatch.sample;

import io.tokenwatch.yaml.Duration;
import io.tokenwatch.yaml.Faults;
import io.tokenwatch.yaml.Yaml;
import io.tokenwatch.yaml.YamlMap;
import io.tokenwatch.yaml.YamlValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A product as {@code docs/inputs/samples} tells it: its records, what is ordinary in its log, and the attacks that its log shows.
 *
 * @param issuer what the reader is told of it; empty if nothing
 * @param records each with what differs in it from the others; {@code event} is its text
 * @param values what all records are made of
 * @param planted by what the attack is called
 * @param left rules that are evaluable and that no sample shows, with the reason
 */
public record Product(
        String format,
        String issuer,
        Map<String, Map<String, List<String>>> records,
        Map<String, List<String>> values,
        List<Act> ordinary,
        Map<String, Plant> planted,
        Map<String, String> left) {
    public static final Path FOLDER = Path.of("../../docs/inputs/samples");

    private static final Instant START = Instant.parse("2026-01-05T00:00:00Z");

    /** What the attacks that are alike everywhere are written in. */
    private static final String SHARED = "attacks.yml";

    private record Line(long time, String text) {}

    /**
     * @param rules what it must raise, and nothing else
     * @param shadow the same of rules in shadow
     * @param alone whether nothing else happens meanwhile
     */
    public record Plant(List<String> rules, List<String> shadow, boolean alone, List<Act> acts) {}

    /** Every product that has a file. */
    public static Stream<Product> all() {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files
                    .filter(file -> file.toString().endsWith(".yml") && !file.endsWith(SHARED))
                    .sorted()
                    .toList()
                    .stream()
                    .map(Product::read);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Product read(Path file) {
        Faults faults = new Faults();
        YamlMap map = root(file, faults);
        YamlMap shared = root(FOLDER.resolve(SHARED), faults);
        Map<String, List<String>> values = new TreeMap<>(texts(shared, "values"));
        values.putAll(texts(map, "values"));
        Map<String, Map<String, List<String>>> records = new TreeMap<>();
        YamlMap written = map(map, "records");
        written.entries().keySet().forEach(name -> records.put(name, texts(written, name)));
        Map<String, Plant> planted = new LinkedHashMap<>();
        YamlMap attacks = map(shared, "attacks");
        map(map, "planted").entries().forEach((name, value) -> value.map()
                .ifPresent(plant -> planted.put(name, plant(name, plant, attacks))));
        Map<String, String> left = new TreeMap<>();
        texts(map, "left_out").forEach((rule, reason) -> left.put(rule, reason.get(0)));
        Product product = new Product(
                map.required("format", "okta").flatMap(YamlValue::text).orElse(""),
                map.text("issuer", ""),
                records,
                values,
                acts(map, "ordinary"),
                planted,
                left);
        map.refuseOthers();
        faults.throwIfAny();
        return product;
    }

    private static Plant plant(String name, YamlMap plant, YamlMap attacks) {
        String as = plant.text("as", name);
        Map<String, List<String>> changed = texts(plant, "with");
        List<Act> acts = (plant.has("acts") ? acts(plant, "acts") : acts(attacks, as))
                .stream().map(act -> act.with(changed)).toList();
        List<String> rules = new ArrayList<>(plant.has("rules") ? plant.texts("rules") : List.of(name));
        rules.addAll(plant.texts("also"));
        Plant read = new Plant(
                rules, plant.texts("shadow"), plant.text("alone", "false").equals("true"), acts);
        plant.refuseOthers();
        return read;
    }

    /** The log when nothing out of the ordinary happens, for that long. */
    public List<String> ordinary(String duration) {
        return lines(ordinary, "ordinary", Duration.parse(duration).orElseThrow()).stream()
                .sorted(Comparator.comparingLong(Line::time))
                .map(Line::text)
                .toList();
    }

    /** The log with the attack in it. */
    public List<String> with(String plant) {
        Plant attack = planted.get(plant);
        if (attack == null) {
            throw new IllegalArgumentException(plant);
        }
        long end = attack.acts().stream().mapToLong(Act::last).max().orElse(0);
        List<Line> lines = new ArrayList<>(lines(attack.acts(), plant, end));
        if (!attack.alone()) {
            lines.addAll(lines(ordinary, "ordinary", end));
        }
        lines.sort(Comparator.comparingLong(Line::time));
        return lines.stream().map(Line::text).toList();
    }

    private List<Line> lines(List<Act> acts, String name, long end) {
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < acts.size(); i++) {
            Act act = acts.get(i);
            Map<String, List<String>> record = records.get(act.log());
            if (record == null) {
                throw new IllegalArgumentException(format + " has no record " + act.log() + " for " + name);
            }
            for (int n = 0; act.times() == 0 ? act.at() + act.every() * n <= end : n < act.times(); n++) {
                for (int b = 0; b < act.burst(); b++) {
                    long at = act.at() + act.every() * n + act.apart() * b;
                    long number = (long) n * act.burst() + b;
                    if (at > end) {
                        break;
                    }
                    lines.add(new Line(at, filled(act, record, at, number, name + '-' + i + '-' + number)));
                }
            }
        }
        return lines;
    }

    private String filled(Act act, Map<String, List<String>> record, long at, long number, String id) {
        List<String> place = act.values().getOrDefault("place", values.getOrDefault("place", List.of("office")));
        Map<String, List<String>> there = new TreeMap<>();
        String where = place.get((int) (number % place.size()));
        values.forEach((name, value) -> {
            if (name.startsWith(where + '.')) {
                there.put(name.substring(where.length() + 1), value);
            }
        });
        Instant time = START.plusMillis(at);
        return new Values(List.of(act.values(), record, there, values), time, number, id).fill("${event}");
    }

    private static YamlMap root(Path file, Faults faults) {
        try {
            return Yaml.parse(file.toString(), Files.readString(file), faults)
                    .flatMap(YamlValue::map)
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static YamlMap map(YamlMap parent, String name) {
        return parent.required(name, "{}").flatMap(YamlValue::map).orElseThrow();
    }

    private static Map<String, List<String>> texts(YamlMap parent, String name) {
        Map<String, List<String>> texts = new TreeMap<>();
        parent.get(name).flatMap(YamlValue::map).ifPresent(map -> map.entries()
                .forEach((key, value) -> texts.put(
                        key,
                        value.list().stream()
                                .flatMap(one -> one.text().stream())
                                .toList())));
        return texts;
    }

    private static List<Act> acts(YamlMap parent, String name) {
        return parent.required(name, "[{log: issue}]").map(YamlValue::list).orElse(List.of()).stream()
                .flatMap(value -> value.map().stream())
                .map(Act::of)
                .toList();
    }
}
