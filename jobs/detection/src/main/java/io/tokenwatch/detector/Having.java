package io.tokenwatch.detector;

import io.tokenwatch.state.BytesIn;
import io.tokenwatch.state.BytesOut;
import io.tokenwatch.state.Evidence;
import io.tokenwatch.yaml.FaultKind;
import io.tokenwatch.yaml.YamlValue;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * {@code having}: of what a correlation finds, only that which shows something, as SQL's HAVING picks among groups. All events
 * of the rule still count as history, so that a value may be new by all of them and matter in some. A function of one finding,
 * hence every law of the correlation stays. But for one: what is not picked is found all the same, so that "nothing is found"
 * does not say that an event can be absorbed in place.
 */
public final class Having<S> implements Detector<S> {
    private final Detector<S> detector;
    private final When when;

    private Having(Detector<S> detector, When when) {
        this.detector = detector;
        this.when = when;
    }

    /** Picks among the findings of any correlation; reports what cannot be asked of one finding. */
    public static Detector<?> of(Detector<?> detector, When when, YamlValue written) {
        if (when.count() > 0) {
            written.fault(
                    FaultKind.BAD_HAVING,
                    "'count' is that of an alert, and 'having' is asked of each finding",
                    "ask it in levels, or use event_count");
        }
        return new Having<>(detector, when);
    }

    @Override
    public void findings(S state, Consumer<Finding> out) {
        detector.findings(state, finding -> {
            if (when.isShown(finding)) {
                out.accept(finding);
            }
        });
    }

    @Override
    public List<NearMiss> nearest(S state, Evidence about) {
        List<NearMiss> misses = new ArrayList<>();
        detector.findings(state, finding -> {
            boolean takesPart = finding.evidence().stream().anyMatch(one -> one.hash() == about.hash());
            if (takesPart && !when.isShown(finding)) {
                misses.add(NearMiss.of("having", "something else", when.text(), finding.evidence()));
            }
        });
        return misses.isEmpty() ? detector.nearest(state, about) : misses;
    }

    @Override
    public S fresh() {
        return detector.fresh();
    }

    @Override
    public boolean add(S state, Evidence evidence) {
        return detector.add(state, evidence);
    }

    @Override
    public long addFrom(S state, Evidence evidence) {
        return detector.addFrom(state, evidence);
    }

    @Override
    public void forget(S state, long horizon) {
        detector.forget(state, horizon);
    }

    @Override
    public long latest(S state) {
        return detector.latest(state);
    }

    @Override
    public boolean isEmpty(S state) {
        return detector.isEmpty(state);
    }

    @Override
    public long emptyAt(S state) {
        return detector.emptyAt(state);
    }

    @Override
    public boolean completes(int step, int steps) {
        return detector.completes(step, steps);
    }

    @Override
    public boolean truncated(S state) {
        return detector.truncated(state);
    }

    @Override
    public void merge(S into, S from) {
        detector.merge(into, from);
    }

    @Override
    public void encode(S state, BytesOut out) {
        detector.encode(state, out);
    }

    @Override
    public S decode(BytesIn in) {
        return detector.decode(in);
    }

    @Override
    public boolean waits() {
        return detector.waits();
    }

    @Override
    public long decidesAfter(S state, long time) {
        return detector.decidesAfter(state, time);
    }

    @Override
    public Omissions omissions() {
        return detector.omissions();
    }

    @Override
    public Telling telling() {
        return detector.telling();
    }

    @Override
    public int asides() {
        return detector.asides();
    }

    @Override
    public long reach() {
        return detector.reach();
    }

    @Override
    public long memory() {
        return detector.memory();
    }

    @Override
    public boolean withdrawable() {
        return detector.withdrawable();
    }
}
