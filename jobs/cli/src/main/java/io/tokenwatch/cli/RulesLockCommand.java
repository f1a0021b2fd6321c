package io.tokenwatch.cli;

import io.tokenwatch.rule.RuleFiles;
import io.tokenwatch.rule.VersionLock;
import io.tokenwatch.yaml.Fault;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tokenwatch rules lock}. */
@Command(
        name = "lock",
        description = "Records the version of each rule with a hash of its logic, in " + VersionLock.FILE
                + ". Refuses, with exit code 1, if the logic of a rule changed and its version was not raised.")
final class RulesLockCommand implements Callable<Integer> {
    @Parameters(paramLabel = "DIR", arity = "0..1", description = "Folder of rules. Default: those that are shipped.")
    private Path folder = Home.rules();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = Terminal.out(spec);
        RuleFiles files = RuleFiles.load(folder);
        files.compile();
        VersionLock now = VersionLock.of(files);
        List<Fault> unraised = VersionLock.read(folder).unraised(now);
        if (!unraised.isEmpty()) {
            unraised.forEach(out::println);
            out.println("nothing was locked");
            return ExitCode.CHECK_FAILED;
        }
        now.write(folder);
        out.println(
                now.size() + (now.size() == 1 ? " rule" : " rules") + " locked in " + folder.resolve(VersionLock.FILE));
        return ExitCode.DONE;
    }
}
