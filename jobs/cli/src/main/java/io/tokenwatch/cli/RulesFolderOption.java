package io.tokenwatch.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which folder of rules. */
final class RulesFolderOption {
    @Option(names = "--rules", paramLabel = "DIR", description = "Folder of rules. Default: those that are shipped.")
    private @Nullable Path rules;

    Path folder() {
        return rules == null ? Home.rules() : rules;
    }

    /** As people know it. */
    String name() {
        return rules == null ? "the shipped rules" : rules.toString();
    }
}
