package io.tokenwatch.replay.sort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What processes that were killed have left in a folder: its names have the number of the process. */
public final class LeftBehind {
    private LeftBehind() {}

    /**
     * The files and folders there whose name is that prefix with the number of a process that does not run here any more; something may
     * follow after a dot. Of a folder that several machines share, some may be of a process that runs elsewhere.
     */
    public static List<Path> in(Path folder, String prefix) throws IOException {
        Pattern name = Pattern.compile(Pattern.quote(prefix) + "(\\d{1,18})(\\..*)?");
        try (Stream<Path> there = Files.list(folder)) {
            return there.filter(path -> isOfNobody(name, path)).toList();
        }
    }

    private static boolean isOfNobody(Pattern name, Path path) {
        Matcher number = name.matcher(path.getFileName().toString());
        return number.matches()
                && ProcessHandle.of(Long.parseLong(number.group(1))).isEmpty();
    }
}
