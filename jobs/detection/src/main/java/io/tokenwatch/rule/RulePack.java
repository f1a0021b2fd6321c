package io.tokenwatch.rule;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * An immutable set of rules.
 *
 * @param rules in the order of their ids
 * @param hash first 128 bits, in hex, of the SHA-256 of the rules' contents: the same rules, the same hash
 */
public record RulePack(List<Rule> rules, String hash) {
    public static RulePack of(List<Rule> rules) {
        List<Rule> sorted =
                rules.stream().sorted(Comparator.comparing(Rule::id)).toList();
        return new RulePack(
                sorted, Digest.hex128(sorted.stream().map(Rule::content).collect(Collectors.joining("\n"))));
    }

    /**
     * Reads and compiles a folder, see {@link RuleFiles}.
     *
     * @throws io.tokenwatch.yaml.FaultyFileException with every fault in every file
     * @throws java.io.UncheckedIOException if the folder or a file cannot be read
     */
    public static RulePack load(Path folder) {
        return RuleFiles.load(folder).compile();
    }

    /** The rules that are judged. */
    public List<Rule> active() {
        return rules.stream().filter(rule -> rule.mode() != Mode.OFF).toList();
    }
}
