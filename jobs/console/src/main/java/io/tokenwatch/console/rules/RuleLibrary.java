package io.tokenwatch.console.rules;

import io.tokenwatch.rule.Rule;
import io.tokenwatch.rule.RuleFiles;
import io.tokenwatch.yaml.Faults;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The folder of rules, for what an alert's document does not hold: runbooks, false positives, tests, lists. */
public final class RuleLibrary {
    private static final Logger LOG = LoggerFactory.getLogger(RuleLibrary.class);
    private static final long FRESH_NANOS = 10_000_000_000L;

    /** What is in the folder. */
    private record Content(RuleFiles files, Map<String, Rule> rules) {}

    private final Path folder;
    private Content content = new Content(new RuleFiles(new java.util.TreeMap<>()), Map.of());
    private long readAt = System.nanoTime() - FRESH_NANOS;

    public RuleLibrary(Path folder) {
        this.folder = folder;
    }

    /** As of some seconds ago at most; what is broken just now is left out. */
    private synchronized Content content() {
        if (System.nanoTime() - readAt >= FRESH_NANOS) {
            readAt = System.nanoTime();
            try {
                Faults faults = new Faults();
                RuleFiles files = RuleFiles.load(folder, faults);
                if (!files.equals(content.files())) {
                    List<Rule> rules = files.compile(faults);
                    content = new Content(
                            files,
                            rules.stream().collect(Collectors.toMap(Rule::id, Function.identity(), (a, b) -> a)));
                }
            } catch (UncheckedIOException e) {
                LOG.warn("no rules in {}: {}", folder, e.getMessage());
            }
        }
        return content;
    }

    /** The rules that compile. */
    public Map<String, Rule> all() {
        return content().rules();
    }

    public RuleFiles files() {
        return content().files();
    }

    public Optional<Rule> rule(String id) {
        return Optional.ofNullable(content().rules().get(id));
    }

    /** Markdown. The path comes from an alert: it names a text of the folder, and no file. */
    public Optional<String> runbook(String path) {
        return path.endsWith(".md")
                ? Optional.ofNullable(content().files().texts().get(path))
                : Optional.empty();
    }
}
