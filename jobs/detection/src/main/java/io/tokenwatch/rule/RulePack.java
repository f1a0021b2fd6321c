package io.tokenwatch.rule;

import io.tokenwatch.yaml.Faults;
import io.tokenwatch.yaml.Place;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An immutable set of rules.
 *
 * @param rules in the order of their ids
 * @param hash first 128 bits, in hex, of the SHA-256 of the rules' contents: the same rules, the same hash
 */
public record RulePack(List<Rule> rules, String hash) {
    private static final long LARGEST_FILE = 1024 * 1024;

    public static RulePack of(List<Rule> rules) {
        List<Rule> sorted =
                rules.stream().sorted(Comparator.comparing(Rule::id)).toList();
        return new RulePack(sorted, Digest.hex128(sorted.stream().map(Rule::content).collect(Collectors.joining("\n"))));
    }

    /**
     * Reads every {@code .yml} file below the folder, but for those in {@code lists} and {@code runbooks}.
     *
     * @throws io.tokenwatch.yaml.FaultyFileException with every fault in every file
     * @throws UncheckedIOException if the folder or a file cannot be read
     */
    public static RulePack load(Path folder) {
        Faults faults = new Faults();
        Map<String, String> fileOfId = new HashMap<>();
        List<Rule> rules = new ArrayList<>();
        for (Path file : files(folder)) {
            String name = folder.relativize(file).toString();
            Optional<Rule> read = text(file, name, faults).flatMap(text -> RuleReader.read(name, text, faults));
            read.ifPresent(rule -> {
                String twin = fileOfId.putIfAbsent(rule.id(), name);
                if (twin != null) {
                    faults.add(Place.of(name), "the id '" + rule.id() + "' is that of " + twin, "give it another");
                }
                if (!file.getFileName().toString().equals(rule.id() + ".yml")) {
                    faults.add(Place.of(name), "the file is not named after the rule", "call it " + rule.id() + ".yml");
                }
                rules.add(rule);
            });
        }
        if (rules.isEmpty() && faults.isEmpty()) {
            faults.add(Place.of(folder.toString()), "there is no rule in this folder", "name another with --rules");
        }
        faults.throwIfAny();
        return of(rules);
    }

    private static List<Path> files(Path folder) {
        try (Stream<Path> tree = Files.walk(folder, 8)) {
            return tree.filter(path -> path.toString().endsWith(".yml") && Files.isRegularFile(path))
                    .filter(path -> !folder.relativize(path).startsWith("lists"))
                    .filter(path -> !folder.relativize(path).startsWith("runbooks"))
                    .filter(path -> !folder.relativize(path).startsWith("target"))
                    .sorted()
                    .toList();
        } catch (NoSuchFileException e) {
            throw new UncheckedIOException("there is no folder " + folder + ": name the rules with --rules", e);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list the rules in " + folder, e);
        }
    }

    private static Optional<String> text(Path file, String name, Faults faults) {
        try {
            if (Files.size(file) > LARGEST_FILE) {
                faults.add(Place.of(name), "the file is larger than " + LARGEST_FILE + " bytes", "split it");
                return Optional.empty();
            }
            return Optional.of(Files.readString(file, StandardCharsets.UTF_8));
        } catch (MalformedInputException e) {
            faults.add(Place.of(name), "the file is not UTF-8", "save it as UTF-8");
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the rule " + file, e);
        }
    }

    /** The rules that are judged. */
    public List<Rule> active() {
        return rules.stream().filter(rule -> rule.mode() != Mode.OFF).toList();
    }
}
