package io.tokenwatch.page;

import java.time.LocalDate;

/** Days in UTC, counted since the epoch. */
public final class Day {
    private static final long MILLIS = 86_400_000;

    private Day() {}

    /** @param time milliseconds since the epoch */
    public static long of(long time) {
        return Math.floorDiv(time, MILLIS);
    }

    /** Such as {@code 2026-01-05}. */
    public static String text(long day) {
        return LocalDate.ofEpochDay(day).toString();
    }
}
