package io.tokenwatch.rule;

import io.tokenwatch.yaml.Faults;
import io.tokenwatch.yaml.Place;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The texts of a folder of rules: what a pack is compiled from, and what travels to the machines that judge.
 *
 * @param texts the rule files by their path below the folder
 */
public record RuleFiles(TreeMap<String, String> texts) implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final long LARGEST_FILE = 1024 * 1024;
    private static final List<String> NO_RULES_IN = List.of("lists", "runbooks", "target", "src");

    /**
     * Reads every {@code .yml} file below the folder, but for those in {@code lists} and {@code runbooks}.
     *
     * @throws io.tokenwatch.yaml.FaultyFileException if a file is too large or not UTF-8, or there is none
     * @throws UncheckedIOException if the folder or a file cannot be read
     */
    public static RuleFiles load(Path folder) {
        Faults faults = new Faults();
        TreeMap<String, String> texts = new TreeMap<>();
        for (Path file : files(folder)) {
            String name = folder.relativize(file).toString();
            text(file, name, faults).ifPresent(text -> texts.put(name, text));
        }
        if (texts.isEmpty() && faults.isEmpty()) {
            faults.add(Place.of(folder.toString()), "there is no rule in this folder", "name another with --rules");
        }
        faults.throwIfAny();
        return new RuleFiles(texts);
    }

    private static List<Path> files(Path folder) {
        try (Stream<Path> tree = Files.walk(folder, 8)) {
            return tree.filter(path -> path.toString().endsWith(".yml") && Files.isRegularFile(path))
                    .filter(path -> NO_RULES_IN.stream().noneMatch(folder.relativize(path)::startsWith))
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

    /** First 128 bits, in hex, of the SHA-256 of all names and texts: a change of a comment is another hash. */
    public String hash() {
        StringBuilder all = new StringBuilder();
        texts.forEach((name, text) -> all.append(name.length())
                .append(':')
                .append(name)
                .append(text.length())
                .append(':')
                .append(text));
        return Digest.hex128(all.toString());
    }

    /** @throws io.tokenwatch.yaml.FaultyFileException with every fault in every file */
    public RulePack compile() {
        Faults faults = new Faults();
        Map<String, String> fileOfId = new HashMap<>();
        List<Rule> rules = new ArrayList<>();
        texts.forEach((name, text) -> RuleReader.read(name, text, faults).ifPresent(rule -> {
            String twin = fileOfId.putIfAbsent(rule.id(), name);
            if (twin != null) {
                faults.add(Place.of(name), "the id '" + rule.id() + "' is that of " + twin, "give it another");
            }
            if (!Path.of(name).endsWith(rule.id() + ".yml")) {
                faults.add(Place.of(name), "the file is not named after the rule", "call it " + rule.id() + ".yml");
            }
            rules.add(rule);
        }));
        faults.throwIfAny();
        return RulePack.of(rules);
    }
}
