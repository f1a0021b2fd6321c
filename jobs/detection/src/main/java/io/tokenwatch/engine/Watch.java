package io.tokenwatch.engine;

import io.tokenwatch.alert.Subject;
import io.tokenwatch.detector.Observed;
import io.tokenwatch.state.BytesIn;
import io.tokenwatch.state.BytesOut;

/**
 * Kept with a key for which a rule may find that something did not happen: then no event comes that would say whose key it is.
 * Remembers how far time had come when it last looked, so that after a restart, when it may have come less far, nothing is taken
 * back.
 */
final class Watch {
    /** No version of feeds: they may have changed since the state was written. */
    private static final int UNKNOWN = -1;

    private final Subject subject;
    private Observed observed;
    private long next = Long.MAX_VALUE;
    private int feeds;

    Watch(Subject subject, Observed observed) {
        this(subject, observed, observed.feeds().version());
    }

    private Watch(Subject subject, Observed observed, int feeds) {
        this.subject = subject;
        this.observed = observed;
        this.feeds = feeds;
    }

    Subject subject() {
        return subject;
    }

    Observed observed() {
        return observed;
    }

    /** Whether more has been observed, and something may be decided by it. */
    boolean widen(Observed now) {
        Observed wider = now.until(observed.to());
        boolean matters = now.feeds().version() != feeds || (wider.to() >= next && wider.to() > observed.to());
        feeds = now.feeds().version();
        observed = wider;
        return matters;
    }

    /** When something will be decided next, ms since the epoch; {@link Long#MAX_VALUE} if nothing waits. */
    long next() {
        return next;
    }

    void next(long time) {
        next = time;
    }

    void encode(BytesOut out) {
        subject.encode(out);
        out.writeSigned(observed.to());
    }

    static Watch decode(BytesIn in) {
        return new Watch(Subject.decode(in), Observed.NOTHING.until(in.readSigned()), UNKNOWN);
    }
}
