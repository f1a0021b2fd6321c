package io.tokenwatch.replay.files;

import io.tokenwatch.replay.Stored;
import java.io.IOException;
import java.io.InputStream;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.Path;

/** A log in a file system that Flink knows, in whatever process it is opened. */
public final class FlinkFile implements Stored {
    private final Path path;

    public FlinkFile(String uri) {
        this(new Path(uri));
    }

    FlinkFile(Path path) {
        this.path = path;
    }

    @Override
    public String uri() {
        return path.toUri().toString();
    }

    @Override
    public long size() throws IOException {
        return status().getLen();
    }

    @Override
    public String version() throws IOException {
        return Long.toString(status().getModificationTime());
    }

    private FileStatus status() throws IOException {
        return path.getFileSystem().getFileStatus(path);
    }

    @Override
    public InputStream open() throws IOException {
        return path.getFileSystem().open(path);
    }
}
