package io.tokenwatch.devstack;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Where the build has put the servers: {@code jobs/devstack/<server>/target} below the root of the repository. */
record Installation(Path root) {
    private static final String ROOT_PROPERTY = "tokenwatch.home";
    private static final Path DEVSTACK = Path.of("jobs", "devstack");

    /**
     * The root that the system property {@code tokenwatch.home} names, else the first directory above our own code that holds
     * the devstack: above {@code target/classes} or the jar in {@code target}, wherever in the repository a copy lies.
     */
    static Installation find() {
        String home = System.getProperty(ROOT_PROPERTY);
        return new Installation(home != null ? Path.of(home).toAbsolutePath() : rootAbove(ownCode()));
    }

    private static Path rootAbove(Path code) {
        for (Path directory = code; directory != null; directory = directory.getParent()) {
            if (Files.isDirectory(directory.resolve(DEVSTACK).resolve("kafka-server"))) {
                return directory;
            }
        }
        throw new StartFailedException("No %s above %s. Name the root of the repository by -D%s=<directory>."
                .formatted(DEVSTACK, code, ROOT_PROPERTY));
    }

    /** The class path of a server whose module compiles a main class of ours and copies the server's jars to {@code lib}. */
    String classPath(String module) {
        Path target = target(module);
        Path lib = target.resolve("lib");
        only("*.jar", lib, "a jar", Integer.MAX_VALUE);
        return tethered(target.resolve("classes").toString(), lib.resolve("*").toString());
    }

    /** Where the build of a server has put the plugins that it loads by itself. */
    Path plugins(String module) {
        return target(module).resolve("plugins");
    }

    /** The class path of the unpacked registry, whose one jar names the others in its manifest. */
    String registryClassPath() {
        Path server = target("registry-server").resolve("server");
        return tethered(
                only("*-runner.jar", server, "exactly one *-runner.jar", 1).toString());
    }

    /** Our own code comes last: should it ever be part of a larger jar, the server's classes still win. */
    private static String tethered(String... entries) {
        List<String> path = new ArrayList<>(List.of(entries));
        path.add(ownCode().toString());
        return String.join(File.pathSeparator, path);
    }

    private Path target(String module) {
        return root.resolve(DEVSTACK).resolve(module).resolve("target");
    }

    private Path only(String glob, Path directory, String expected, int limit) {
        List<Path> found = list(directory, glob);
        if (found.isEmpty() || found.size() > limit) {
            throw new StartFailedException(
                    "Expected %s in %s, found %d. Build the servers: cd %s && mvn -q clean package -DskipTests -pl jobs/devstack/launcher -am"
                            .formatted(expected, directory, found.size(), root));
        }
        return found.get(0);
    }

    private static List<Path> list(Path directory, String glob) {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory, glob)) {
            List<Path> found = new ArrayList<>();
            entries.forEach(found::add);
            return found;
        } catch (IOException e) {
            throw new StartFailedException("Cannot list " + directory, e);
        }
    }

    private static Path ownCode() {
        try {
            return Path.of(Installation.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
