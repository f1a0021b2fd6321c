package io.tokenwatch.console.access;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What somebody may do, from least to most: look; act on alerts; write rules and exceptions. */
public enum Role {
    VIEWER,
    ANALYST,
    AUTHOR;

    public boolean includes(Role least) {
        return compareTo(least) >= 0;
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Role> of(String word) {
        return Stream.of(values()).filter(role -> role.word().equals(word)).findFirst();
    }
}
