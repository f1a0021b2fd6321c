package io.tokenwatch.detector;

import io.tokenwatch.selection.Lack;
import io.tokenwatch.yaml.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The stretch of event time that a run has observed: from the beginning of each issuer's feed up to where its time has come. That
 * something did not happen can be said only within it. It only ever grows, and is the same whatever the order of the events.
 *
 * @param feeds where it begins; they go on growing
 * @param lateness how much later than {@code to} it may turn out that a feed began earlier, milliseconds
 * @param to no event at or before that time is expected any more, but for those that are late; {@link Long#MIN_VALUE} at first
 */
public record Observed(Feeds feeds, long lateness, long to) {
    public static final Observed NOTHING = new Observed(new Feeds(), 0, Long.MIN_VALUE);

    /**
     * Whether the finding, as far as it rests on something that did not happen, can be trusted.
     *
     * @param state key of the state that proves it
     */
    public boolean covers(Finding finding, int state, String tenant) {
        return finding.seenTo() <= to
                && (finding.seenFrom() == Long.MAX_VALUE
                        || feeds.since(state, tenant, finding.teller()) <= finding.seenFrom());
    }

    /** What is lacking to cover it, as {@link #covers} asks; for people. */
    public NearMiss lacks(Finding finding, int state, String tenant) {
        List<Lack> lacks = new ArrayList<>();
        long from = finding.trigger().time();
        if (finding.seenTo() > to) {
            String seen = to < from ? "not yet" : Duration.text(to - from);
            lacks.add(new Lack("correlation.timespan", seen, ">=" + Duration.text(finding.seenTo() - from)));
        }
        if (finding.seenFrom() != Long.MAX_VALUE) {
            long told = feeds.since(state, tenant, finding.teller());
            if (told > finding.seenFrom()) {
                String teller = finding.teller() == null ? "anybody" : finding.teller();
                String seen =
                        told == Long.MAX_VALUE ? "nothing from " : "told since " + Instant.ofEpochMilli(told) + " by ";
                String needed = "told since " + Instant.ofEpochMilli(finding.seenFrom());
                boolean before = finding.seenFrom() < from && finding.seenTo() != Long.MIN_VALUE;
                lacks.add(new Lack(before ? "correlation.not_before" : "correlation.steps", seen + teller, needed));
            }
        }
        return new NearMiss(lacks, finding.evidence());
    }

    /** With time having come as far as that. */
    public Observed until(long time) {
        return time > to ? new Observed(feeds, lateness, time) : this;
    }
}
