package io.tokenwatch.pack;

import io.tokenwatch.yaml.Fault;
import io.tokenwatch.yaml.FaultKind;
import io.tokenwatch.yaml.Faults;
import io.tokenwatch.yaml.Place;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A pack with the time from which it is in force.
 *
 * @param effectiveFrom event time, milliseconds since the epoch
 * @param publishedAt by the clock of the publisher, milliseconds since the epoch
 */
public record Published(Pack pack, long effectiveFrom, long publishedAt) {
    /** So much ahead a pack must be published, or events that it should judge would be judged already. */
    public static final Duration AHEAD = Duration.ofSeconds(2);

    /**
     * What is wrong with its time, if anything: it must not change the past.
     *
     * @param appended when the broker had it, ms since the epoch; 0 if unknown
     */
    public List<Fault> timing(long appended) {
        Faults faults = new Faults();
        if (effectiveFrom - publishedAt < AHEAD.toMillis()) {
            faults.add(
                    FaultKind.PACK_IN_THE_PAST,
                    Place.of("effective_from"),
                    Instant.ofEpochMilli(effectiveFrom) + " is less than 2 s after " + Instant.ofEpochMilli(publishedAt)
                            + ", when the pack was published",
                    "publish it with a later one");
        } else if (appended > effectiveFrom) {
            faults.add(
                    FaultKind.PACK_IN_THE_PAST,
                    Place.of("effective_from"),
                    Instant.ofEpochMilli(effectiveFrom) + " was over when the broker had the pack, at "
                            + Instant.ofEpochMilli(appended),
                    "publish it with a later one");
        }
        return faults.list();
    }
}
