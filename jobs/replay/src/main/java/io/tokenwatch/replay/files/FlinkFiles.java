package io.tokenwatch.replay.files;

import io.tokenwatch.replay.Input;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.plugin.PluginUtils;

/**
 * The logs that a URI names: a file, a folder with all below it, or a glob. In the order of their paths, hidden files left out.
 *
 * <p>Which schemes there are is up to Flink: {@code file}, and those of the plugins in the folder that {@code FLINK_PLUGINS_DIR} names;
 * what they need, such as keys of an object store, is in {@code config.yaml} of the folder that {@code FLINK_CONF_DIR} names.
 */
public final class FlinkFiles {
    private static final Pattern WILD = Pattern.compile("[*?\\[{]");

    private FlinkFiles() {}

    /** Flink's settings of this installation, empty if there are none. */
    public static Configuration settings() {
        return GlobalConfiguration.loadConfiguration();
    }

    /** Makes the file systems of the plugins known; to be called before the first URI is opened in this process. */
    public static synchronized void initialize() {
        Configuration settings = settings();
        FileSystem.initialize(settings, PluginUtils.createPluginManagerFromRootFolder(settings));
    }

    /**
     * Finds them.
     *
     * @throws UncheckedIOException if nothing is there, or no plugin knows the scheme
     */
    public static List<Input> find(String uri) {
        initialize();
        List<Path> found = new ArrayList<>();
        try {
            Path base = base(uri);
            String tail = uri.substring(Math.min(uri.length(), base.toString().length()));
            PathMatcher glob = FileSystems.getDefault().getPathMatcher("glob:" + tail);
            FileSystem files = base.getFileSystem();
            collect(files, files.getFileStatus(base), found);
            if (!tail.isEmpty()) {
                int from = base.toUri().getPath().length();
                found.removeIf(path ->
                        !glob.matches(java.nio.file.Path.of(path.getPath().substring(from))));
            }
        } catch (FileNotFoundException e) {
            found.clear();
        } catch (IOException | RuntimeException e) {
            throw new UncheckedIOException("cannot list " + uri + ": " + e.getMessage(), new IOException(e));
        }
        if (found.isEmpty()) {
            throw new UncheckedIOException(
                    "there is no file " + uri + ": name log files or folders", new FileNotFoundException(uri));
        }
        found.sort(Comparator.comparing(Path::toString));
        return found.stream()
                .map(path -> Input.of(path.toString(), new FlinkFile(path)))
                .toList();
    }

    /** The folder above the first part that is a pattern; the path itself if none is. */
    private static Path base(String uri) {
        int authority = uri.indexOf("://") + 3;
        String path = uri.substring(authority);
        var wild = WILD.matcher(path);
        if (!wild.find()) {
            return new Path(uri);
        }
        int end = path.lastIndexOf('/', wild.start());
        return new Path(uri.substring(0, authority + Math.max(0, end)));
    }

    private static void collect(FileSystem files, FileStatus status, List<Path> found) throws IOException {
        if (!status.isDir()) {
            found.add(status.getPath());
            return;
        }
        FileStatus[] below = files.listStatus(status.getPath());
        for (FileStatus one : below == null ? new FileStatus[0] : below) {
            if (!one.getPath().getName().startsWith(".")) {
                collect(files, one, found);
            }
        }
    }
}
