package io.tokenwatch.detector;

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
                        || feeds.since(state, tenant, finding.issuer()) <= finding.seenFrom());
    }

    /** With time having come as far as that. */
    public Observed until(long time) {
        return time > to ? new Observed(feeds, lateness, time) : this;
    }
}
