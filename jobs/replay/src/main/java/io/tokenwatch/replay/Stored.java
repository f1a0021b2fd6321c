package io.tokenwatch.replay;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A log that can be read as often as one likes. */
public interface Stored {
    /** Where it is, as a URI: whoever reaches that file system opens the same log by it. */
    String uri();

    /** In bytes, as stored. */
    long size() throws IOException;

    /** Says something else whenever the content is another, such as the time of the last change. */
    String version() throws IOException;

    InputStream open() throws IOException;

    /** A file of this machine. */
    static Stored of(Path file) {
        return new Stored() {
            @Override
            public String uri() {
                return file.toAbsolutePath().toUri().toString();
            }

            @Override
            public long size() throws IOException {
                return Files.size(file);
            }

            @Override
            public String version() throws IOException {
                return Long.toString(Files.getLastModifiedTime(file).toMillis());
            }

            @Override
            public InputStream open() throws IOException {
                return Files.newInputStream(file);
            }
        };
    }
}
