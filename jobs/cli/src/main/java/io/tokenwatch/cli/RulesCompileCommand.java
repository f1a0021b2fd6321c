package io.tokenwatch.cli;

import io.tokenwatch.pack.Pack;
import io.tokenwatch.pack.PackJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tokenwatch rules compile}. */
@Command(
        name = "compile",
        description =
                "Makes one immutable pack of a folder of rules, for 'rules publish'. The same rules, the same bytes.")
final class RulesCompileCommand implements Callable<Integer> {
    @Mixin
    private RulesFolderOption rules = new RulesFolderOption();

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "Where the pack goes.")
    private Path out = Path.of("");

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Pack pack = PackSource.read(rules.folder());
        Files.write(out, PackJson.of(pack));
        Terminal.out(spec)
                .println("%d rules, pack %s -> %s"
                        .formatted(pack.compile().active().size(), pack.hash(), out));
        return ExitCode.DONE;
    }
}
