package io.tokenwatch.cli;

import java.nio.file.Path;

/** Where this installation lives: the launcher says so in the system property {@code tokenwatch.home}. */
public final class Home {
    private Home() {}

    public static Path folder() {
        return Path.of(System.getProperty("tokenwatch.home", ""));
    }

    /** The rules that are shipped. */
    public static Path rules() {
        return folder().resolve("rules");
    }

    /** What this installation keeps for itself, such as the keys that hash token ids. */
    public static Path keys() {
        return folder().resolve(".tokenwatch");
    }

    /** As log4j2.xml has it. */
    public static Path log() {
        String logs = System.getProperty("tokenwatch.logs");
        return (logs == null ? folder().resolve("target").resolve("logs") : Path.of(logs)).resolve("tokenwatch.log");
    }
}
