package io.tokenwatch.lint;

import io.tokenwatch.testing.Written;
import io.tokenwatch.yaml.FaultKind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A page of {@code docs/errors}: what a code means, a wrong example with what is said of it, and a right one. */
record ErrorPage(Path file, String text) {
    static final Path FOLDER = Path.of("../../docs/errors");

    private static final Pattern BLOCK = Pattern.compile("```(yaml|sh|text)\n(.*?)```\n", Pattern.DOTALL);
    private static final Pattern NAME = Pattern.compile("# ([a-z0-9/-]+\\.yml)\n");
    private static final String RIGHT = "\n## Right\n";

    record Block(String language, String text) {
        /** The first line may name the file; it is part of it. */
        String fileName() {
            Matcher name = NAME.matcher(text);
            return name.lookingAt() ? name.group(1) : "example.yml";
        }
    }

    static ErrorPage of(FaultKind kind) {
        Path file = FOLDER.resolve(kind.code() + ".md");
        return new ErrorPage(file, Written.text(file));
    }

    String title() {
        return text.lines().findFirst().orElse("");
    }

    List<Block> wrong() {
        return blocks(text.substring(0, Math.max(0, text.indexOf(RIGHT))));
    }

    List<Block> right() {
        return blocks(text.substring(Math.max(0, text.indexOf(RIGHT))));
    }

    /** The same page, which says this of the wrong example. */
    String saying(String told) {
        return text.replaceFirst("(?s)```text\n.*?```\n", Matcher.quoteReplacement("```text\n" + told + "```\n"));
    }

    private static List<Block> blocks(String part) {
        List<Block> blocks = new ArrayList<>();
        Matcher block = BLOCK.matcher(part);
        while (block.find()) {
            if (!block.group(1).equals("text")) {
                blocks.add(new Block(block.group(1), block.group(2)));
            }
        }
        return blocks;
    }

    /** Makes the files of an example and lints them. */
    static Lint lint(Path folder, List<Block> blocks) throws IOException, InterruptedException {
        for (Block block : blocks) {
            if (block.language().equals("sh")) {
                new ProcessBuilder("sh", "-c", block.text())
                        .directory(folder.toFile())
                        .start()
                        .waitFor();
            } else {
                Written.write(folder.resolve(block.fileName()), block.text());
            }
        }
        return Lint.of(folder);
    }
}
