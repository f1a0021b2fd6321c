package io.tokenwatch.replay;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The inputs that arguments name: files, folders with all below them, globs, URIs, and {@code -} for standard input. Within a
 * folder or glob in the order of their paths, hidden files left out. A file that is named twice is read once.
 */
public final class Inputs {
    private static final Pattern URI = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*://");
    private static final Pattern WILD = Pattern.compile("[*?\\[{]");

    private final Path except;
    private final InputStream stream;
    private final Elsewhere elsewhere;
    private final Set<Path> named = new HashSet<>();
    private final Set<String> uris = new HashSet<>();
    private final List<Input> inputs = new ArrayList<>();

    /** Finds the logs that a URI names in file systems other than this machine's. */
    public interface Elsewhere {
        /**
         * The logs.
         *
         * @throws UncheckedIOException if it names nothing that is there, or it cannot be listed
         */
        List<Input> find(String uri);
    }

    private Inputs(Path except, InputStream stream, Elsewhere elsewhere) {
        this.elsewhere = elsewhere;
        this.except = except.toAbsolutePath().normalize();
        this.stream = stream;
    }

    /** Those of this machine. */
    public static List<Input> of(List<String> arguments, Path except, InputStream stream) {
        return of(arguments, except, stream, uri -> {
            throw new UncheckedIOException("there is no file " + uri, new NoSuchFileException(uri));
        });
    }

    /**
     * Finds them.
     *
     * @param except nothing below this folder is an input, unless it is named itself: where the results go
     * @param stream what {@code -} means
     * @param elsewhere is asked where an argument is a URI
     * @throws UncheckedIOException if an argument names nothing that is there, or it cannot be listed
     */
    public static List<Input> of(List<String> arguments, Path except, InputStream stream, Elsewhere elsewhere) {
        Inputs inputs = new Inputs(except, stream, elsewhere);
        arguments.forEach(inputs::add);
        return List.copyOf(inputs.inputs);
    }

    private void add(String argument) {
        if (URI.matcher(argument).lookingAt()) {
            elsewhere.find(argument).stream()
                    .filter(input -> uris.add(input.name()))
                    .forEach(inputs::add);
            return;
        }
        Path path = Path.of(argument);
        if (argument.equals("-")) {
            if (inputs.stream().noneMatch(input -> input.name().equals("-"))) {
                inputs.add(Input.of("-", stream));
            }
        } else if (Files.isDirectory(path)) {
            addAll(files(path, file -> true), argument, "there is no file in the folder " + argument);
        } else if (Files.exists(path)) {
            add(path);
        } else if (WILD.matcher(argument).find()) {
            Path base = path;
            while (base != null && WILD.matcher(base.toString()).find()) {
                base = base.getParent();
            }
            PathMatcher glob = FileSystems.getDefault().getPathMatcher("glob:" + argument);
            addAll(files(base == null ? Path.of("") : base, glob::matches), argument, "no file matches " + argument);
        } else {
            addAll(List.of(), argument, "there is no file " + argument);
        }
    }

    private void addAll(List<Path> found, String argument, String otherwise) {
        if (found.isEmpty()) {
            throw new UncheckedIOException(
                    otherwise + ": name log files or folders", new NoSuchFileException(argument));
        }
        found.forEach(this::add);
    }

    private List<Path> files(Path folder, Predicate<Path> wanted) {
        try (Stream<Path> tree = Files.walk(folder)) {
            return tree.filter(wanted)
                    .filter(Files::isRegularFile)
                    .filter(file -> !isHidden(folder.relativize(file)))
                    .filter(file -> !file.toAbsolutePath().normalize().startsWith(except))
                    .sorted()
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            throw new UncheckedIOException("cannot list " + folder + ": " + e.getMessage(), new IOException(e));
        }
    }

    private void add(Path file) {
        if (named.add(file.toAbsolutePath().normalize())) {
            inputs.add(Input.of(file));
        }
    }

    private static boolean isHidden(Path relative) {
        for (Path part : relative) {
            if (part.toString().startsWith(".") && part.toString().length() > 1) {
                return true;
            }
        }
        return false;
    }
}
