package io.tokenwatch.cli;

import io.tokenwatch.connector.redact.TokenKeys;
import io.tokenwatch.flink.live.TokenKeySource;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the keys come from that hash token ids: {@code --token-keys}, the environment, or this installation. */
final class TokenKeyOptions {
    @Option(
            names = "--token-keys",
            paramLabel = "FILE",
            description = "Keys that hash token ids. Default: the environment variable " + TokenKeys.VARIABLE
                    + ", else the keys of this installation, made on first use.")
    private @Nullable Path file;

    /** Where {@link #load} finds them; those of this installation are there once they were loaded. */
    TokenKeySource source() {
        if (file == null && System.getenv(TokenKeys.VARIABLE) != null) {
            return TokenKeySource.environment();
        }
        return TokenKeySource.of(file == null ? TokenKeys.fileOfInstallation(Home.keys()) : file);
    }

    /** @throws UsageException if there are keys that cannot be used */
    TokenKeys load(PrintWriter err) {
        String place = file != null ? file.toString() : "the environment variable " + TokenKeys.VARIABLE;
        try {
            if (file != null) {
                return TokenKeys.fromFile(file);
            }
            if (System.getenv(TokenKeys.VARIABLE) != null) {
                return TokenKeys.fromEnvironment();
            }
            err.println("token ids are hashed with the keys in " + Home.keys() + " (--token-keys names others)");
            err.flush();
            place = Home.keys().toString();
            return TokenKeys.ofInstallation(Home.keys());
        } catch (IllegalArgumentException e) {
            throw new UsageException(place + ": " + e.getMessage(), e);
        } catch (NoSuchFileException e) {
            throw new UncheckedIOException(
                    "there is no file " + e.getFile() + ": --token-keys names one that is there", e);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the token keys in " + place + ": " + e.getMessage(), e);
        }
    }
}
