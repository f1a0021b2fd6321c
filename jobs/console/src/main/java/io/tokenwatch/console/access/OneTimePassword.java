package io.tokenwatch.console.access;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Sign-in for one machine and its user: a password that is shown where the console was started and works once. Each use makes
 * the next one, shown in the same place.
 */
public final class OneTimePassword {
    private static final int FREE_ATTEMPTS = 5;
    private static final Duration PENALTY = Duration.ofSeconds(30);

    private final Viewer viewer;
    private final Consumer<String> teller;
    private final Clock clock;
    private String password;
    private int failures;
    private Instant closedUntil = Instant.EPOCH;

    /** @param teller is told the password now, and each later one */
    public OneTimePassword(Viewer viewer, Consumer<String> teller, Clock clock) {
        this.viewer = viewer;
        this.teller = teller;
        this.clock = clock;
        this.password = Secrets.password();
        teller.accept(password);
    }

    /** Who it is, if the password is right. After five wrong ones in a row, each costs half a minute in which none is right. */
    public synchronized Optional<Viewer> signIn(String attempt) {
        if (clock.instant().isBefore(closedUntil)) {
            return Optional.empty();
        }
        if (!Secrets.same(password, attempt.strip())) {
            if (++failures >= FREE_ATTEMPTS) {
                closedUntil = clock.instant().plus(PENALTY);
            }
            return Optional.empty();
        }
        failures = 0;
        password = Secrets.password();
        teller.accept(password);
        return Optional.of(viewer);
    }
}
