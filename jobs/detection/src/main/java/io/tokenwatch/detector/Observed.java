package io.tokenwatch.detector;

/**
 * The stretch of event time that a run has observed: from its first event on, up to where its time has come. That something
 * did not happen can be said only within it. It only ever grows, and is the same whatever the order of the events.
 *
 * @param from the earliest event, milliseconds since the epoch; {@link Long#MAX_VALUE} before there is one
 * @param to no event at or before that time is expected any more, but for those that are late; {@link Long#MIN_VALUE} at first
 */
public record Observed(long from, long to) {
    public static final Observed NOTHING = new Observed(Long.MAX_VALUE, Long.MIN_VALUE);

    /** Whether the finding, as far as it rests on something that did not happen, can be trusted. */
    public boolean covers(Finding finding) {
        return from <= finding.seenFrom() && finding.seenTo() <= to;
    }

    /** With an event at that time, which says nothing of how far time has come. */
    public Observed since(long time) {
        return time < from ? new Observed(time, to) : this;
    }

    /** With time having come as far as that. */
    public Observed until(long time) {
        return time > to ? new Observed(from, time) : this;
    }

    public Observed and(Observed other) {
        return since(other.from).until(other.to);
    }
}
