package io.tokenwatch.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tokenwatch.rule.RuleFiles;
import io.tokenwatch.yaml.FaultyFileException;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** A folder of rules as a revision of its git repository has it. Leaves the work tree and the index alone. */
final class RulesRevision {
    private final Path folder;
    private final String revision;

    RulesRevision(Path folder, String revision) {
        this.folder = folder;
        this.revision = revision;
    }

    /**
     * @throws UsageException if there is no such revision, or it has no such folder
     * @throws UncheckedIOException if git cannot be run
     */
    RuleFiles load() {
        // Else an unborn branch and a file of the name would do, or an option be read.
        String commit = git("rev-parse", "--verify", "--quiet", "--end-of-options", revision + "^{commit}");
        if (commit.isEmpty()) {
            throw new UsageException("'" + revision
                    + "' is neither a folder nor a git revision: name one with --against, such as HEAD~1");
        }
        try {
            Path copy = Files.createTempDirectory("tokenwatch-rules-");
            try {
                unpack(commit, copy);
                return RuleFiles.load(copy);
            } catch (FaultyFileException e) {
                throw new UsageException("the rules of " + revision + " cannot be read: " + e.getMessage(), e);
            } finally {
                delete(copy);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot unpack the rules of " + revision + ": " + e.getMessage(), e);
        }
    }

    /** Of the commit, git archives what is below the folder that it runs in. */
    private void unpack(String commit, Path into) throws IOException {
        Process git = start("archive", "--format=zip", commit);
        try (ZipInputStream zip = new ZipInputStream(git.getInputStream(), UTF_8)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Path file = into.resolve(entry.getName()).normalize();
                if (!entry.isDirectory() && file.startsWith(into)) {
                    Files.createDirectories(file.resolveSibling(""));
                    Files.copy(zip, file);
                }
            }
        }
        if (end(git) != 0) {
            throw new UsageException("revision '" + revision + "' has no folder of rules where " + folder + " is now");
        }
    }

    /** What it prints; empty if it fails. */
    private String git(String... command) {
        try {
            Process git = start(command);
            String printed;
            try (InputStream in = git.getInputStream()) {
                printed = new String(in.readAllBytes(), UTF_8).strip();
            }
            return end(git) == 0 ? printed : "";
        } catch (IOException e) {
            throw new UncheckedIOException("git cannot be run, so name a folder with --against: " + e.getMessage(), e);
        }
    }

    private Process start(String... arguments) throws IOException {
        List<String> command =
                new ArrayList<>(List.of("git", "-C", folder.toAbsolutePath().toString()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .start();
    }

    private static int end(Process git) throws IOException {
        try {
            return git.waitFor();
        } catch (InterruptedException e) {
            git.destroy();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> tree = Files.walk(folder)) {
            for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
