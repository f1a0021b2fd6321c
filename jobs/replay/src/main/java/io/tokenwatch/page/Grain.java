package io.tokenwatch.page;

/** What time is counted in, and how many of it may be drawn as one bar. */
public enum Grain {
    DAY(86_400_000, 1, 7, 30, 90, 365, 3650),
    MINUTE(60_000, 1, 5, 15, 60, 360, 1440, 10_080, 43_200, 525_600, 5_256_000);

    private static final int MINUTES_OF_DAY = 1440;

    private final long millis;
    private final int[] spans;

    Grain(long millis, int... spans) {
        this.millis = millis;
        this.spans = spans;
    }

    /**
     * The unit that the time falls into, counted since the epoch.
     *
     * @param time milliseconds since the epoch
     */
    public long of(long time) {
        return Math.floorDiv(time, millis);
    }

    /** So many units a bar that there are at most {@code bars} of them, where possible. */
    int span(long units, int bars) {
        int chosen = 0;
        while (chosen < spans.length - 1 && units / spans[chosen] > bars) {
            chosen++;
        }
        return spans[chosen];
    }

    /** When a unit begins, as exactly as bars of that span need it. */
    String text(long unit, int span) {
        if (this == DAY || span >= MINUTES_OF_DAY) {
            return Day.text(Day.of(unit * millis));
        }
        return Shown.time(unit * millis).replaceFirst(":00Z$", "");
    }

    /** Such as {@code 15 minutes}. */
    String words(int span) {
        if (this == DAY) {
            return span == 1 ? "day" : span + " days";
        }
        if (span >= MINUTES_OF_DAY) {
            return DAY.words(span / MINUTES_OF_DAY);
        }
        return span < 60 ? span == 1 ? "minute" : span + " minutes" : span == 60 ? "hour" : span / 60 + " hours";
    }
}
