package io.tokenwatch.rule;

import io.tokenwatch.yaml.FaultKind;
import io.tokenwatch.yaml.Faults;
import io.tokenwatch.yaml.Place;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** Reads one file of a folder of rules: never more than is allowed, never from elsewhere. */
final class SourceFile {
    /** Largest file, in bytes. */
    static final int LARGEST = 1024 * 1024;

    private SourceFile() {}

    /**
     * The text; empty after a fault.
     *
     * @param root the folder, as {@link Path#toRealPath} gives it: a link may not lead out of it
     * @param name how faults call the file
     * @throws UncheckedIOException if it cannot be read
     */
    static Optional<String> read(Path root, Path file, String name, Faults faults) {
        try {
            if (!file.toRealPath().startsWith(root)) {
                return refuse(
                        FaultKind.OUTSIDE_THE_FOLDER,
                        name,
                        "the file is a link out of the folder",
                        "copy it here",
                        faults);
            }
            if (!Files.isRegularFile(file)) {
                return refuse(FaultKind.OUTSIDE_THE_FOLDER, name, "this is no regular file", "remove it", faults);
            }
            byte[] bytes;
            try (InputStream in = Files.newInputStream(file)) {
                bytes = in.readNBytes(LARGEST + 1); // whatever size the file claims to have
            }
            return bytes.length > LARGEST
                    ? refuse(
                            FaultKind.TOO_LARGE,
                            name,
                            "the file is larger than " + LARGEST + " bytes",
                            "split it",
                            faults)
                    : decode(bytes, name, faults);
        } catch (NoSuchFileException e) {
            return refuse(FaultKind.OUTSIDE_THE_FOLDER, name, "the file is a link to nothing", "remove it", faults);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the rule " + file, e);
        }
    }

    private static Optional<String> decode(byte[] bytes, String name, Faults faults) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length);
        CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(in, out, true);
        String text = out.flip().toString();
        if (result.isError()) {
            int start = text.lastIndexOf('\n') + 1;
            int line = 1 + (int) text.chars().filter(c -> c == '\n').count();
            faults.add(
                    FaultKind.NOT_UTF8,
                    new Place(name, line, text.codePointCount(start, text.length()) + 1),
                    "the file is not UTF-8",
                    "save it as UTF-8");
            return Optional.empty();
        }
        return Optional.of(text);
    }

    private static Optional<String> refuse(FaultKind kind, String name, String message, String advice, Faults faults) {
        faults.add(kind, Place.of(name), message, advice);
        return Optional.empty();
    }
}
