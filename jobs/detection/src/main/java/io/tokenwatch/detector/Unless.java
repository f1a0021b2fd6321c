package io.tokenwatch.detector;

import io.tokenwatch.state.BytesIn;
import io.tokenwatch.state.BytesOut;
import io.tokenwatch.state.Evidence;
import io.tokenwatch.state.EvidenceBound;
import io.tokenwatch.state.EvidenceSet;
import io.tokenwatch.state.EvidenceSet.Added;
import io.tokenwatch.yaml.Duration;
import io.tokenwatch.yaml.FaultKind;
import io.tokenwatch.yaml.YamlMap;
import io.tokenwatch.yaml.YamlValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * {@code unless: {preceded_by: changed, within: 24h}}: of what a correlation finds, only that which no event of another selection
 * explains, because it came before, by that much at most: a new scope soon after the registration was changed is no news. What
 * explains is a further step of the rule, after the others, and may come late: then the finding is taken back. All events of the
 * correlation are history all the same.
 *
 * <p>Besides the correlation's state it keeps the explaining events of the span before the horizon and before what is found: beyond the bound the
 * first and the last of each span, so that whether one came stays exact.
 */
public final class Unless<S> implements Detector<Unless.Explained<S>> {
    /** The correlation's state, and what may explain. */
    record Explained<S>(S state, EvidenceSet reasons) {}

    /** Narrower spans would keep more than they save. */
    private static final long NARROWEST = 60_000;

    private final Detector<S> detector;
    private final int step;
    private final String name;
    private final long within;
    private final EvidenceBound bound;

    private Unless(Detector<S> detector, int step, String name, long within, int maxEvidence) {
        this.detector = detector;
        this.step = step;
        this.name = name;
        this.within = within;
        this.bound = new EvidenceBound(maxEvidence, List.of(), within + 1);
    }

    /** The selection that explains; empty if the correlation names none. */
    public static Optional<YamlValue> step(YamlMap correlation) {
        return correlation
                .get("unless")
                .flatMap(YamlValue::map)
                .flatMap(unless -> unless.required("preceded_by", "changed"));
    }

    /** @param step the number of the step that explains: that of the last */
    public static <S> Detector<?> of(Detector<S> detector, YamlMap unless, int step, int maxEvidence) {
        String name = unless.text("preceded_by", "");
        long within = CorrelationReader.positive(unless, "within", "24h");
        if (within < NARROWEST) {
            unless.get("within")
                    .ifPresent(value -> value.fault(
                            FaultKind.OUT_OF_RANGE, "'within' must be a minute at least", "write such as 24h"));
        }
        unless.refuseOthers();
        return new Unless<>(detector, step, name, Math.max(NARROWEST, within), maxEvidence);
    }

    @Override
    public int asides() {
        return 1 << step;
    }

    @Override
    public boolean completes(int of, int steps) {
        return of != step && detector.completes(of, step); // this one comes after all of its steps
    }

    @Override
    public boolean add(Explained<S> state, Evidence evidence) {
        return addFrom(state, evidence) != Long.MAX_VALUE;
    }

    @Override
    public long addFrom(Explained<S> state, Evidence evidence) {
        if (evidence.step() != step) {
            return detector.addFrom(state.state, evidence);
        }
        Added added = state.reasons.add(evidence);
        boolean nothing = added == Added.DUPLICATE || added == Added.BEYOND || detector.isEmpty(state.state);
        return nothing ? Long.MAX_VALUE : Long.MIN_VALUE;
    }

    @Override
    public void findings(Explained<S> state, Consumer<Finding> out) {
        detector.findings(state.state, finding -> {
            if (state.reasons.isEmpty() || explains(state.reasons, finding) < 0) {
                out.accept(finding);
            }
        });
    }

    /** The number of a reason; -1 if there is none. */
    private int explains(EvidenceSet reasons, Finding finding) {
        int first = reasons.firstAtOrAfter(finding.time() - within);
        for (int i = first; i < reasons.size() && reasons.time(i) <= finding.time(); i++) {
            if (reasons.hash(i) != finding.trigger().hash()) {
                return i;
            }
        }
        return -1;
    }

    @Override
    public List<NearMiss> nearest(Explained<S> state, Evidence about) {
        if (about.step() == step) {
            return List.of(NearMiss.of("unless", name, "another event", List.of(about)));
        }
        List<NearMiss> misses = new ArrayList<>();
        detector.findings(state.state, finding -> {
            int reason = explains(state.reasons, finding);
            if (reason >= 0 && finding.evidence().stream().anyMatch(one -> one.hash() == about.hash())) {
                String saw = name + ", " + Duration.text(finding.time() - state.reasons.time(reason)) + " before";
                misses.add(NearMiss.of("unless", saw, "none within " + Duration.text(within), finding.evidence()));
            }
        });
        return misses.isEmpty() ? detector.nearest(state.state, about) : misses;
    }

    @Override
    public Explained<S> fresh() {
        return new Explained<>(detector.fresh(), new EvidenceSet(bound));
    }

    /** What explains a finding stays as long as the correlation shows it, or it would come up again unexplained. */
    @Override
    public void forget(Explained<S> state, long horizon) {
        detector.forget(state.state, horizon);
        if (!state.reasons.isEmpty()) {
            long[] from = {horizon};
            detector.findings(state.state, finding -> from[0] = Math.min(from[0], finding.time()));
            state.reasons.forgetBefore(from[0] - within);
        }
    }

    @Override
    public long latest(Explained<S> state) {
        return detector.latest(state.state);
    }

    @Override
    public boolean isEmpty(Explained<S> state) {
        return detector.isEmpty(state.state) && state.reasons.isEmpty();
    }

    @Override
    public long emptyAt(Explained<S> state) {
        return Math.max(detector.emptyAt(state.state), StepsDetector.emptyAt(state.reasons, within));
    }

    @Override
    public boolean truncated(Explained<S> state) {
        return detector.truncated(state.state);
    }

    @Override
    public void merge(Explained<S> into, Explained<S> from) {
        detector.merge(into.state, from.state);
        into.reasons.merge(from.reasons);
    }

    @Override
    public void encode(Explained<S> state, BytesOut out) {
        state.reasons.encode(out);
        detector.encode(state.state, out);
    }

    @Override
    public Explained<S> decode(BytesIn in) {
        EvidenceSet reasons = EvidenceSet.decode(in, bound);
        return new Explained<>(detector.decode(in), reasons);
    }

    @Override
    public boolean waits() {
        return detector.waits();
    }

    @Override
    public long decidesAfter(Explained<S> state, long time) {
        return detector.decidesAfter(state.state, time);
    }

    /** What explains is the last step here, and comes first. */
    @Override
    public Omissions omissions() {
        return detector.omissions().within(Long.MAX_VALUE);
    }

    @Override
    public Telling telling() {
        return detector.telling();
    }

    @Override
    public long reach() {
        return Math.max(detector.reach(), within);
    }

    @Override
    public long memory() {
        return Math.max(detector.memory(), within);
    }

    /** What explains may come late. */
    @Override
    public boolean withdrawable() {
        return true;
    }
}
