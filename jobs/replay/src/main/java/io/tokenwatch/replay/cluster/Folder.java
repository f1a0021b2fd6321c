package io.tokenwatch.replay.cluster;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Serial;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.FileSystem.WriteMode;
import org.apache.flink.core.fs.Path;

/** A folder that this process and all tasks reach, in a file system that Flink knows. Travels with tasks. */
final class Folder implements Serializable {
    @Serial
    private static final long serialVersionUID = 1L;

    private final String uri;

    Folder(String uri) {
        this.uri = uri;
    }

    static Folder of(java.nio.file.Path path) {
        return new Folder(path.toAbsolutePath().toUri().toString());
    }

    Folder in(String name) {
        return new Folder(new Path(new Path(uri), name).toString());
    }

    private Path path(String name) {
        return new Path(new Path(uri), name);
    }

    private FileSystem system() throws IOException {
        return new Path(uri).getFileSystem();
    }

    /** Those directly in it with such an end of their names, in order of these; none if it is not there. */
    List<String> files(String ending) throws IOException {
        try {
            FileStatus[] all = system().listStatus(new Path(uri));
            return Stream.of(all == null ? new FileStatus[0] : all)
                    .map(status -> status.getPath().getName())
                    .filter(name -> name.endsWith(ending))
                    .sorted()
                    .toList();
        } catch (FileNotFoundException e) {
            return List.of();
        }
    }

    boolean has(String name) throws IOException {
        return system().exists(path(name));
    }

    /** A new file, in the place of one that is there. The folder is made if it is not. */
    OutputStream create(String name) throws IOException {
        return system().create(path(name), WriteMode.OVERWRITE);
    }

    FSDataInputStream open(String name) throws IOException {
        return system().open(path(name));
    }

    List<String> lines(String name) throws IOException {
        try (FSDataInputStream in = open(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }

    void write(String name, List<String> lines) throws IOException {
        try (OutputStream out = create(name)) {
            out.write(String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
        }
    }

    void rename(String from, String to) throws IOException {
        if (!system().rename(path(from), path(to))) {
            throw new IOException("cannot rename " + path(from));
        }
    }

    void delete(String name) throws IOException {
        if (has(name)) {
            system().delete(path(name), true);
        }
    }

    /** With all in it. */
    void delete() throws IOException {
        if (system().exists(new Path(uri))) {
            system().delete(new Path(uri), true);
        }
    }

    @Override
    public String toString() {
        return uri;
    }
}
