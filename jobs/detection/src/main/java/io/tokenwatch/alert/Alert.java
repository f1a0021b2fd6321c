package io.tokenwatch.alert;

import io.tokenwatch.detector.Fact;
import io.tokenwatch.rule.Level;
import io.tokenwatch.rule.Rule;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;

/**
 * All findings of one rule that agree in {@code suppress.by} and fall into one suppression bucket: one alert. Everything in it
 * is a function of the events and the rule, but for {@code revision}.
 *
 * @param id hash of tenant, rule id, the values of {@code suppress.by} and the bucket: writing it again overwrites it
 * @param level the highest that any finding shows
 * @param key the group key and the values of {@code suppress.by}, by field name
 * @param bucketStart start of the suppression bucket; all times in milliseconds since the epoch, event time
 * @param time the earliest finding
 * @param lastTime the latest finding
 * @param count distinct events that completed a finding
 * @param estimated whether the count is an estimate
 * @param truncated whether evidence of the key was beyond the bound, so that count and evidence may be short
 * @param facts why, by the earliest finding
 * @param evidence at most {@link Summary#SHOWN} events, in order of time
 * @param status whether it stands or has been taken back
 * @param revision grows with each change that is written
 */
public record Alert(
        String id,
        Rule rule,
        Level level,
        String tenant,
        SortedMap<String, Object> key,
        long bucketStart,
        long bucketEnd,
        long time,
        long lastTime,
        long count,
        boolean estimated,
        boolean truncated,
        List<Fact> facts,
        List<AlertEvidence> evidence,
        Status status,
        int revision) {
    /** Where an alert stands. */
    public enum Status {
        OPEN,
        /** It stands, and no timely event can change it any more. */
        CLOSED,
        /** Its ground is gone: an event that arrived late explained it. */
        RETRACTED;

        /** As documents have it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Whether its learning period or timespan was fully observed.
     *
     * @param observedSince since when every event of the rule has been seen, event time in ms; {@link Long#MAX_VALUE} if unknown
     */
    public boolean warm(long observedSince) {
        return observedSince == Long.MIN_VALUE || time - rule.detector().reach() >= observedSince;
    }

    /** What it adds to a risk, 0 to 100: the rule's score; where evidence has raised the level, at least that level's severity. */
    public int score() {
        return level.compareTo(rule.level()) > 0 ? Math.max(rule.riskScore(), level.severity()) : rule.riskScore();
    }

    public boolean retracted() {
        return status == Status.RETRACTED;
    }
}
