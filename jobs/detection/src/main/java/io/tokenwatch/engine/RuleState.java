package io.tokenwatch.engine;

import io.tokenwatch.alert.AlertBook;
import io.tokenwatch.alert.AlertSink;
import io.tokenwatch.alert.Subject;
import io.tokenwatch.detector.Detector;
import io.tokenwatch.detector.Finding;
import io.tokenwatch.detector.InPlaceDetector;
import io.tokenwatch.detector.NearMiss;
import io.tokenwatch.detector.Observed;
import io.tokenwatch.event.Field;
import io.tokenwatch.rule.Editions;
import io.tokenwatch.state.BytesIn;
import io.tokenwatch.state.BytesOut;
import io.tokenwatch.state.Evidence;
import io.tokenwatch.state.EvidenceSet;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What one rule knows of one key: the detector's state and the alerts raised from it. */
final class RuleState<S> {
    /** The first byte of a state whose rule has raised nothing, and waits for nothing. */
    static final byte WITHOUT_ALERTS = 0;

    private static final int BOOK = 1;
    private static final int WATCH = 2;

    private final Editions rule;
    /** That of the rule, here so that it can be told from others by one look. */
    private final int shape;

    private final Detector<S> detector;
    private final S state;
    /** Made when the first alert is raised: most keys never have one. */
    private @Nullable AlertBook book;

    /** Only where the detector waits for what does not happen. */
    private @Nullable Watch watch;

    private long swept = Long.MIN_VALUE;
    private boolean staysOpen;

    private RuleState(Editions rule, Detector<S> detector, S state, @Nullable AlertBook book) {
        this.rule = rule;
        this.shape = rule.shape();
        this.detector = detector;
        this.state = state;
        this.book = book;
    }

    static RuleState<?> fresh(Editions rule) {
        return fresh(rule, rule.any().detector());
    }

    private static <S> RuleState<S> fresh(Editions rule, Detector<S> detector) {
        return new RuleState<>(rule, detector, detector.fresh(), null);
    }

    int shape() {
        return shape;
    }

    /**
     * Takes in an event.
     *
     * @param horizon every event still to come is at or after it, but for those that are too late
     * @param observed what the run has observed up to now
     * @return whether an alert has grown and waits to be published
     */
    boolean judge(Evidence evidence, Supplier<Subject> subject, long horizon, Observed observed, AlertSink sink) {
        sweep(horizon, observed, sink);
        boolean whole = book != null && !detector.truncated(state);
        long from = detector.addFrom(state, evidence);
        boolean displaced = whole && detector.truncated(state);
        if (from != Long.MAX_VALUE || displaced) {
            if (watch == null && detector.waits()) {
                watch = new Watch(subject.get(), reached(observed, horizon));
            }
            if (watch != null && from > watch.observed().to() && !displaced) {
                watch.next(Math.min(watch.next(), from));
            } else {
                refresh(subject, evidence, evidence.time() < horizon, sink);
            }
        }
        return hasGrown();
    }

    /**
     * Takes in what another rule has kept of the step that waits, and may still be needed; see {@link Lending}.
     *
     * @param horizon every event still to come is at or after it
     */
    void takeOver(RuleState<?> lender, long horizon) {
        if (detector instanceof InPlaceDetector<S> waits && lender.state instanceof EvidenceSet lent) {
            List<Field> known = lender.rule.any().captures();
            int[] captures =
                    rule.any().captures().stream().mapToInt(known::indexOf).toArray();
            Evidence view = new Evidence();
            for (int i = lent.firstAtOrAfter(EvidenceSet.grain(horizon)); i < lent.size(); i++) {
                detector.add(state, lent.at(i, 0, view).only(captures, waits.waiting()));
            }
        }
    }

    private void refresh(Supplier<Subject> subject, Evidence evidence, boolean late, AlertSink sink) {
        AlertBook alerts = book == null ? new AlertBook(rule) : book;
        if (watch != null) {
            alerts.observe(watch.observed(), watch.subject().tenant());
            watch.next(nextLook(watch.observed()));
        }
        alerts.refresh(detector, state, subject, evidence, late, sink);
        book = alerts.isEmpty() ? null : alerts;
        if (book == null && watch != null && detector.decidesAfter(state, Long.MIN_VALUE) == Long.MAX_VALUE) {
            watch = null; // all that could be missing has come
        }
    }

    /** When something is decided; and again when no event can come any more that would show that its issuer told of it. */
    private long nextLook(Observed now) {
        long next = detector.decidesAfter(state, now.to());
        if (detector.telling().steps() == 0 || now.lateness() == 0 || now.to() < Long.MIN_VALUE + now.lateness()) {
            return next;
        }
        long again = detector.decidesAfter(state, now.to() - now.lateness());
        return again == Long.MAX_VALUE ? next : Math.min(next, again + now.lateness());
    }

    /** What is before the horizon is decided, however far time has come elsewhere. */
    private static Observed reached(Observed observed, long horizon) {
        return horizon == Long.MIN_VALUE ? observed : observed.until(horizon - 1);
    }

    /** Decides what waited for time to pass. */
    void decide(long horizon, Observed observed, AlertSink sink) {
        Watch waiting = watch;
        if (waiting != null && waiting.widen(reached(observed, horizon))) {
            refresh(waiting::subject, new Evidence(), false, sink);
        }
    }

    /** When it must be asked to {@link #decide} again; {@link Long#MAX_VALUE} if never. */
    long decidesAt() {
        return watch == null ? Long.MAX_VALUE : watch.next();
    }

    /** The horizon at which an alert is to be closed; {@link Long#MAX_VALUE} if none is open. */
    long closesAt() {
        return book == null ? Long.MAX_VALUE : book.closesAt();
    }

    /**
     * Forgets by whole grains of time. When it did so last must not show: beyond the bounds of evidence it matters what is still there
     * when more comes.
     */
    private void sweep(long horizon, Observed observed, AlertSink sink) {
        decide(horizon, observed, sink);
        forget(EvidenceSet.grain(horizon), sink);
    }

    /** Whatever the grain: what a timer was set for is to be over when it fires, in the cache as out of it. */
    void sweepNow(long horizon, Observed observed, AlertSink sink) {
        staysOpen = false;
        decide(horizon, observed, sink);
        forget(horizon, sink);
    }

    private void forget(long horizon, AlertSink sink) {
        if (horizon > swept) {
            if (book != null) {
                book.settle(detector, state, horizon, sink);
            }
            detector.forget(state, horizon);
            swept = horizon;
        }
    }

    boolean hasGrown() {
        return book != null && book.hasGrown();
    }

    void publishGrowth(AlertSink sink) {
        if (book != null) {
            book.publishGrowth(detector, state, sink);
        }
    }

    boolean truncated() {
        return detector.truncated(state);
    }

    /** What the event has come to; see {@link Account}. */
    Account account(Subject subject, Evidence about) {
        List<Finding> findings = new ArrayList<>();
        List<NearMiss> undecided = new ArrayList<>();
        Observed observed = watch == null ? Observed.NOTHING : watch.observed();
        detector.findings(state, finding -> {
            if (finding.evidence().stream().anyMatch(evidence -> evidence.hash() == about.hash())) {
                if (finding.isPlain() || observed.covers(finding, shape(), subject.tenant())) {
                    findings.add(finding);
                } else {
                    undecided.add(observed.lacks(finding, shape(), subject.tenant()));
                }
            }
        });
        List<NearMiss> nearest =
                !findings.isEmpty() ? List.of() : undecided.isEmpty() ? detector.nearest(state, about) : undecided;
        return new Account(subject, about.step(), findings, nearest);
    }

    /** The horizon at which nothing of this is needed any more. */
    long emptyAt() {
        return Math.max(detector.emptyAt(state), book == null ? Long.MIN_VALUE : book.emptyAt());
    }

    /** Only state that says nothing may go: a settled book still knows which findings were counted. */
    boolean isEmpty() {
        return detector.isEmpty(state) && (book == null || book.emptyAt() == Long.MIN_VALUE);
    }

    /** Whether events are likely to be absorbed by the encoded state. */
    boolean isInPlace() {
        return book == null
                && watch == null
                && !staysOpen
                && detector instanceof InPlaceDetector
                && !detector.truncated(state);
    }

    /** It is large, so that {@link #isInPlace} says no until it is written and read again. */
    void stayOpen() {
        staysOpen = true;
    }

    void encode(BytesOut out) {
        out.writeByte((book == null ? WITHOUT_ALERTS : BOOK) | (watch == null ? 0 : WATCH));
        detector.encode(state, out);
        if (watch != null) {
            watch.encode(out);
        }
        if (book != null) {
            book.encode(out);
        }
    }

    static RuleState<?> decode(Editions rule, BytesIn in) {
        return decode(rule, rule.any().detector(), in);
    }

    private static <S> RuleState<S> decode(Editions rule, Detector<S> detector, BytesIn in) {
        int parts = in.readByte();
        S state = detector.decode(in);
        Watch watch = (parts & WATCH) == 0 ? null : Watch.decode(in);
        AlertBook book = (parts & BOOK) == 0 ? null : AlertBook.decode(in, rule);
        RuleState<S> decoded = new RuleState<>(rule, detector, state, book);
        if (watch != null) {
            watch.next(detector.decidesAfter(state, watch.observed().to()));
            decoded.watch = watch;
            if (book != null) {
                book.observe(watch.observed(), watch.subject().tenant());
            }
        }
        return decoded;
    }
}
