package io.tokenwatch.rule;

import io.tokenwatch.list.ListFile;
import io.tokenwatch.list.Lists;
import io.tokenwatch.yaml.FaultKind;
import io.tokenwatch.yaml.Faults;
import io.tokenwatch.yaml.Place;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The texts of a folder of rules: what a pack is compiled from, and what travels to the machines that judge.
 *
 * @param texts the rule files, the lists they name ({@code lists/…}) and their runbooks ({@code runbooks/….md}), by their path below
 *     the folder
 */
public record RuleFiles(TreeMap<String, String> texts) implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final String LISTS = "lists/";
    private static final String RUNBOOKS = "runbooks/";
    private static final int MOST_FILES = 10_000;
    private static final long LARGEST_SUM = 64L * 1024 * 1024;
    /** Sigma's ids, which no file is named after. */
    private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private static final List<String> NO_RULES_IN = List.of("target", "src");

    /**
     * Reads every {@code .yml} file below the folder, but of {@code runbooks} every {@code .md} file.
     *
     * @throws io.tokenwatch.yaml.FaultyFileException if a file is too large or not UTF-8, or there is none
     * @throws UncheckedIOException if the folder or a file cannot be read
     */
    public static RuleFiles load(Path folder) {
        Faults faults = new Faults();
        RuleFiles files = load(folder, faults);
        faults.throwIfAny();
        return files;
    }

    /** As {@link #load(Path)}, with what is wrong among the faults, and the files that can be read. */
    public static RuleFiles load(Path folder, Faults faults) {
        TreeMap<String, String> texts = new TreeMap<>();
        List<Path> files = files(folder);
        Path root = real(folder);
        long sum = 0;
        for (Path file : files.size() > MOST_FILES ? List.<Path>of() : files) {
            String name = folder.relativize(file).toString();
            Optional<String> text = SourceFile.read(root, file, name, faults);
            sum += text.map(String::length).orElse(0);
            text.ifPresent(found -> texts.put(name, found));
            if (sum > LARGEST_SUM) {
                break;
            }
        }
        if (files.size() > MOST_FILES || sum > LARGEST_SUM) {
            String bounds = MOST_FILES + " files or " + LARGEST_SUM + " characters";
            faults.add(
                    FaultKind.TOO_LARGE,
                    Place.of(folder.toString()),
                    "there are more than " + bounds,
                    "split the folder");
        }
        if (faults.isEmpty() && texts.keySet().stream().noneMatch(RuleFiles::isRule)) {
            String advice = "name another with --rules";
            faults.add(FaultKind.NO_RULES, Place.of(folder.toString()), "there is no rule in this folder", advice);
        }
        return new RuleFiles(texts);
    }

    private static Path real(Path folder) {
        try {
            return folder.toRealPath();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the folder " + folder, e);
        }
    }

    private static List<Path> files(Path folder) {
        try (Stream<Path> tree = Files.walk(folder, 8)) {
            return tree.filter(path -> isRead(folder.relativize(path)) && !Files.isDirectory(path))
                    .filter(path -> !isHidden(folder.relativize(path)))
                    .sorted()
                    .toList();
        } catch (NoSuchFileException e) {
            throw new UncheckedIOException("there is no folder " + folder + ": name the rules with --rules", e);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list the rules in " + folder, e);
        }
    }

    private static boolean isRead(Path path) {
        return path.startsWith("runbooks")
                ? path.toString().endsWith(".md")
                : path.toString().endsWith(".yml") && NO_RULES_IN.stream().noneMatch(path::startsWith);
    }

    /** Such as {@code ..2026_01_05/}, where Kubernetes keeps what the links of a mounted folder point at. */
    private static boolean isHidden(Path path) {
        for (Path part : path) {
            if (part.toString().startsWith(".")) {
                return true;
            }
        }
        return false;
    }

    /** The texts of the rules. */
    public SortedMap<String, String> rules() {
        SortedMap<String, String> rules = new TreeMap<>(texts);
        rules.keySet().removeIf(name -> !isRule(name));
        return rules;
    }

    /** The texts of the lists. */
    public SortedMap<String, String> lists() {
        SortedMap<String, String> lists = new TreeMap<>(texts);
        lists.keySet().removeIf(name -> !isList(name));
        return lists;
    }

    private static boolean isRule(String name) {
        return !isList(name) && !name.startsWith(RUNBOOKS);
    }

    private static boolean isList(String name) {
        return name.startsWith(LISTS);
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
        List<Rule> rules = compile(faults);
        faults.throwIfAny();
        return RulePack.of(rules);
    }

    /** The rules that have no fault; all else is among the faults. */
    public List<Rule> compile(Faults faults) {
        Map<String, String> fileOfId = new HashMap<>();
        List<Rule> rules = new ArrayList<>();
        SortedMap<String, String> lists = lists();
        lists.forEach((name, text) -> {
            Faults ofList = new Faults(); // which quote the list
            ListFile.read(name, text, ofList);
            faults.addAll(ofList);
        });
        rules().forEach((name, text) -> RuleReader.read(name, text, new Lists(lists), faults)
                .ifPresent(rule -> {
                    String twin = fileOfId.putIfAbsent(rule.id(), name);
                    if (twin != null) {
                        String message = "the id '" + rule.id() + "' is that of " + twin;
                        faults.add(FaultKind.ID_IS_TAKEN, Place.of(name), message, "give it another");
                    }
                    if (!Path.of(name).endsWith(rule.id() + ".yml")
                            && !UUID.matcher(rule.id()).matches()) {
                        String message = "the file is not named after the rule";
                        String advice = "call it " + rule.id() + ".yml";
                        faults.add(FaultKind.ID_IS_NOT_FILE_NAME, Place.of(name), message, advice);
                    }
                    rules.add(rule.withActions(Runbook.actions(texts.getOrDefault(rule.response(), ""))));
                }));
        return rules;
    }
}
