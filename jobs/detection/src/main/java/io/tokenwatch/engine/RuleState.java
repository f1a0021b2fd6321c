package io.tokenwatch.engine;

import io.tokenwatch.alert.AlertBook;
import io.tokenwatch.alert.AlertSink;
import io.tokenwatch.alert.Subject;
import io.tokenwatch.detector.Detector;
import io.tokenwatch.detector.Finding;
import io.tokenwatch.detector.InPlaceDetector;
import io.tokenwatch.detector.NearMiss;
import io.tokenwatch.rule.Rule;
import io.tokenwatch.state.BytesIn;
import io.tokenwatch.state.BytesOut;
import io.tokenwatch.state.Evidence;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What one rule knows of one key: the detector's state and the alerts raised from it. */
final class RuleState<S> {
    /** Evidence is forgotten at most once in that much event time, milliseconds: looking for it costs more than keeping it. */
    private static final long GRAIN = 60_000;

    /** The first byte of a state whose rule has raised nothing. */
    static final byte WITHOUT_ALERTS = 0;

    private final Rule rule;
    private final Detector<S> detector;
    private final S state;
    /** Made when the first alert is raised: most keys never have one. */
    private @Nullable AlertBook book;

    private long swept = Long.MIN_VALUE;

    private RuleState(Rule rule, Detector<S> detector, S state, @Nullable AlertBook book) {
        this.rule = rule;
        this.detector = detector;
        this.state = state;
        this.book = book;
    }

    static RuleState<?> fresh(Rule rule) {
        return fresh(rule, rule.detector());
    }

    private static <S> RuleState<S> fresh(Rule rule, Detector<S> detector) {
        return new RuleState<>(rule, detector, detector.fresh(), null);
    }

    Rule rule() {
        return rule;
    }

    /**
     * Takes in an event.
     *
     * @param horizon every event still to come is at or after it, but for those that are too late
     * @return whether an alert has grown and waits to be published
     */
    boolean judge(Evidence evidence, Supplier<Subject> subject, long horizon, AlertSink sink) {
        sweep(horizon, sink);
        boolean whole = book != null && !detector.truncated(state);
        boolean changed = detector.add(state, evidence);
        if (changed || (whole && detector.truncated(state))) {
            AlertBook alerts = book == null ? new AlertBook(rule) : book;
            alerts.refresh(detector, state, subject, evidence, evidence.time() < horizon, sink);
            book = alerts.isEmpty() ? null : alerts;
        }
        return hasGrown();
    }

    void sweep(long horizon, AlertSink sink) {
        if (horizon > swept && (swept == Long.MIN_VALUE || horizon - swept >= GRAIN)) {
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
        detector.findings(state, finding -> {
            if (finding.evidence().stream().anyMatch(evidence -> evidence.hash() == about.hash())) {
                findings.add(finding);
            }
        });
        List<NearMiss> nearest = findings.isEmpty() ? detector.nearest(state, about) : List.of();
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
        return book == null && detector instanceof InPlaceDetector && !detector.truncated(state);
    }

    void encode(BytesOut out) {
        out.writeByte(book == null ? WITHOUT_ALERTS : 1);
        detector.encode(state, out);
        if (book != null) {
            book.encode(out);
        }
    }

    static RuleState<?> decode(Rule rule, BytesIn in) {
        return decode(rule, rule.detector(), in);
    }

    private static <S> RuleState<S> decode(Rule rule, Detector<S> detector, BytesIn in) {
        boolean alerted = in.readByte() != WITHOUT_ALERTS;
        S state = detector.decode(in);
        return new RuleState<>(rule, detector, state, alerted ? AlertBook.decode(in, rule) : null);
    }
}
