package io.tokenwatch.cli;

import io.tokenwatch.rule.RuleFiles;
import io.tokenwatch.ruledocs.Costs;
import io.tokenwatch.ruledocs.RuleDocs;
import io.tokenwatch.ruledocs.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tokenwatch rules docs}. */
@Command(
        name = "docs",
        sortOptions = false,
        description = {
            "Writes a page about each rule, an index, and what the rules cover: ATT&CK, OWASP NHI, RFC 9700, input products. The same "
                    + "rules give the same pages.",
            ""
        })
final class RuleDocsCommand implements Callable<Integer> {
    @Parameters(paramLabel = "DIR", arity = "0..1", description = "Folder of rules. Default: those that are shipped.")
    private Path folder = Home.rules();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Where the pages go. Default: docs/rules of this installation.")
    private Path out = Home.folder().resolve("docs").resolve("rules");

    @Option(
            names = "--cost",
            paramLabel = "FILE",
            description = "A backtest.ndjson whose figures the pages tell. Default: those told before.")
    private @Nullable Path cost;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (cost != null && !Files.exists(cost)) {
            throw new NoSuchFileException(cost.toString());
        }
        Costs costs = Costs.read(cost == null ? out.resolve(Costs.FILE) : cost);
        int pages = new RuleDocs(folder, RuleFiles.load(folder), costs, Samples.read(out.resolve(Samples.FOLDER)))
                .write(out);
        Terminal.out(spec).println(pages + " pages -> " + out);
        return ExitCode.DONE;
    }
}
