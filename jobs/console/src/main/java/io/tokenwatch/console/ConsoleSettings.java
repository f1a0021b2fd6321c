package io.tokenwatch.console;

import io.tokenwatch.console.access.OpenIdSettings;
import io.tokenwatch.console.store.ClusterSettings;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a console runs.
 *
 * @param host the address to listen on; loopback unless something in front of it speaks TLS
 * @param port 0 for any that is free
 * @param secure whether people reach it by https, through what is in front of it
 * @param openId sign-in for real use; null without
 * @param oneTimePassword sign-in for whoever sees the terminal
 * @param rules folder with rules, lists and runbooks, read when they are shown
 * @param maintenance the live job's file of maintenance windows, to show them; null without
 * @param idle a session ends after that long without a request
 * @param longest a session ends after that long
 */
public record ConsoleSettings(
        ClusterSettings elasticsearch,
        String host,
        int port,
        boolean secure,
        @Nullable OpenIdSettings openId,
        boolean oneTimePassword,
        Path rules,
        @Nullable Path maintenance,
        Duration idle,
        Duration longest) {
    public static final Duration IDLE = Duration.ofMinutes(30);
    public static final Duration LONGEST = Duration.ofHours(10);

    /** For this machine alone, with a one-time password. */
    public static ConsoleSettings local(String elasticsearchUrl, int port, Path rules) {
        return new ConsoleSettings(
                ClusterSettings.at(elasticsearchUrl), "127.0.0.1", port, false, null, true, rules, null, IDLE, LONGEST);
    }

    /** @param other 0 for any that is free */
    public ConsoleSettings withPort(int other) {
        return new ConsoleSettings(
                elasticsearch, host, other, secure, openId, oneTimePassword, rules, maintenance, idle, longest);
    }
}
