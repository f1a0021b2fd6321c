package io.tokenwatch.cli;

import io.tokenwatch.sigma.Note;
import io.tokenwatch.sigma.SigmaImport;
import io.tokenwatch.sigma.SigmaImport.Imported;
import io.tokenwatch.yaml.FaultyFileException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tokenwatch rules import}. */
@Command(
        name = "import",
        description = {
            "Makes rules of Sigma rules and correlations, and says line by line what maps and what does not.",
            "A rule of which a line does not map is written with 'mode: off', or not at all. Exit code 1 then."
        })
final class RulesImportCommand implements Callable<Integer> {
    private static final int LARGEST = 1024 * 1024;

    @Parameters(paramLabel = "SIGMA.yml", arity = "1..*", description = "Files of Sigma 2.1 rules and correlations.")
    private List<Path> files = List.of();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Folder to write the rules into. Without it they are printed, and the report goes to stderr.")
    private @Nullable Path out;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        boolean whole = true;
        PrintWriter report = out == null ? Terminal.err(spec) : Terminal.out(spec);
        for (Path file : files) {
            try {
                Imported imported = SigmaImport.of(file.toString(), text(file));
                write(imported);
                report(file, imported, report);
                whole &= imported.isWhole();
            } catch (FaultyFileException e) {
                e.faults().forEach(report::println);
                whole = false;
            }
        }
        report.flush();
        return whole ? ExitCode.DONE : ExitCode.CHECK_FAILED;
    }

    private static String text(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            return new String(in.readNBytes(LARGEST), StandardCharsets.UTF_8); // longer than the parser takes
        }
    }

    private void write(Imported imported) throws IOException {
        for (Map.Entry<String, String> rule : imported.rules().entrySet()) {
            if (out == null) {
                Terminal.out(spec).println(rule.getValue());
            } else {
                Files.createDirectories(out);
                Files.writeString(out.resolve(rule.getKey() + ".yml"), rule.getValue());
            }
        }
    }

    private static void report(Path file, Imported imported, PrintWriter to) {
        for (Note note : imported.notes()) {
            to.println(note);
        }
        imported.rules()
                .keySet()
                .forEach(id -> to.println(file + ": " + id + ".yml"
                        + (imported.partly().contains(id) ? " is off: a line does not map" : "")));
        imported.unwritten().forEach(title -> to.println(file + ": '" + title + "' is not written"));
    }
}
