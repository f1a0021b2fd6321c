package io.tokenwatch.detector;

import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.state.Evidence;
import io.tokenwatch.state.EvidenceBound;
import io.tokenwatch.state.EvidenceSet;
import io.tokenwatch.yaml.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Consumer;

/**
 * Keeps the events of both steps; one of the present step for which the other lacks a match, from {@code before} ms before it
 * to {@code after} ms after it, is a finding, as soon as that time is over.
 *
 * <p>Beyond the evidence bound the first and last event of each slice as wide as that window are kept. So whether a window is
 * empty stays exact. Where that cannot be, because events are compared or the window is narrow, nothing is called missing.
 */
final class AbsenceDetector extends StepsDetector {
    private final String missingName;
    private final int missing;
    private final int present;
    private final long before;
    private final long after;
    private final OptionalInt since;
    private final Teller teller;
    private final List<Where> where;
    private final boolean exact;
    private final NearestAbsence nearest;

    /**
     * @param missing index of the step that is looked for; the other one is present
     * @param before how long before; -1 if it must be strictly later
     * @param since the capture that says since when the missing event may have happened, if not since {@code before}
     * @param teller who would have told of it
     * @param nearest says to people what came
     * @param exact whether the bounds keep enough to tell whether a window is empty
     */
    AbsenceDetector(
            String missingName,
            int missing,
            long before,
            long after,
            OptionalInt since,
            Teller teller,
            List<Where> where,
            List<EvidenceBound> bounds,
            NearestAbsence nearest,
            boolean exact) {
        super(bounds);
        this.missingName = missingName;
        this.missing = missing;
        this.present = 1 - missing;
        this.before = before;
        this.after = after;
        this.since = since;
        this.teller = teller;
        this.where = where;
        this.nearest = nearest;
        this.exact = exact;
    }

    /** Whether a window is empty is known by the first and the last event of each slice as wide as it. */
    @Override
    public Omissions omissions() {
        Omissions needed = Omissions.NONE.needed(1 << present);
        return exact
                ? needed.repeats(new Repeats(1 << missing, -1, before + after + 1, 0))
                        .answered(new Answered(present, missing, before, after))
                : needed;
    }

    /** Of what would be missing, enough is kept wherever {@code exact}. */
    @Override
    public boolean truncated(EvidenceSet[] steps) {
        return exact ? steps[present].truncated() : super.truncated(steps);
    }

    /** What is missing shows nothing: every event that is there is shown. */
    @Override
    public boolean completes(int step, int steps) {
        return true;
    }

    /** What must have been observed before, {@link Finding#seenTo} and its fellow say. */
    @Override
    public long reach() {
        return after;
    }

    @Override
    public long memory() {
        return Math.max(0, before) + after;
    }

    @Override
    public boolean add(EvidenceSet[] steps, Evidence evidence) {
        return addFrom(steps, evidence) != Long.MAX_VALUE;
    }

    @Override
    public long addFrom(EvidenceSet[] steps, Evidence evidence) {
        boolean isMissing = evidence.step() == missing;
        return switch (own(steps, evidence.step()).add(evidence)) {
            case DUPLICATE -> Long.MAX_VALUE;
            case REPLACED -> Long.MIN_VALUE;
            case BEYOND -> isMissing && !exact ? Long.MIN_VALUE : Long.MAX_VALUE;
            case NEW, DISPLACED ->
                isMissing
                        ? matchesFrom(steps[present], evidence.time())
                        : isMissed(steps, evidence) ? evidence.time() + after : Long.MAX_VALUE;
        };
    }

    /** When the first event is decided that one of that time may match. */
    private long matchesFrom(EvidenceSet waiting, long time) {
        int first = waiting.firstAtOrAfter(time - after);
        boolean mayMatch = first < waiting.size() && waiting.time(first) - time <= before;
        return !mayMatch ? Long.MAX_VALUE : exact ? waiting.time(first) + after : Long.MIN_VALUE;
    }

    @Override
    public void findings(EvidenceSet[] steps, Consumer<Finding> out) {
        EvidenceSet set = steps[present];
        for (int i = 0; i < set.size(); i++) {
            Evidence evidence = set.at(i, present, new Evidence());
            if (isMissed(steps, evidence)) {
                out.accept(claim(evidence));
            }
        }
    }

    /** Whether the event's match is missing, and that can be known. */
    private boolean isMissed(EvidenceSet[] steps, Evidence evidence) {
        long from = seenFrom(evidence);
        boolean judged = from != TokenEvent.ABSENT && from >= evidence.time() - Math.max(0, before);
        boolean unknown = !exact && steps[missing].truncated();
        return judged && !unknown && !isMatched(steps[missing], evidence);
    }

    /** Since when the match may have come, so that it must have been told of since then; {@link TokenEvent#ABSENT} if the event does not tell. */
    private long seenFrom(Evidence evidence) {
        if (before < 0) {
            return evidence.time(); // nothing is looked for before
        }
        return since.isPresent() ? evidence.number(since.getAsInt()) : evidence.time() - before;
    }

    private Finding claim(Evidence evidence) {
        long over = evidence.time() + after;
        String needed = (before < 0 ? "" : "before, or ") + "within " + Duration.text(after);
        List<Fact> facts = List.of(Fact.state("missing", missingName, needed));
        return new Finding(
                over,
                evidence,
                1,
                false,
                List.of(evidence),
                facts,
                over + 1,
                seenFrom(evidence),
                over,
                teller.of(evidence));
    }

    private boolean isMatched(EvidenceSet others, Evidence evidence) {
        int first = others.firstAtOrAfter(evidence.time() - before);
        if (first == others.size() || others.time(first) - evidence.time() > after) {
            return false;
        }
        if (where.isEmpty()) {
            return true;
        }
        Evidence[] chosen = new Evidence[2];
        chosen[present] = evidence;
        chosen[missing] = new Evidence();
        for (int i = first; i < others.size() && others.time(i) - evidence.time() <= after; i++) {
            others.at(i, missing, chosen[missing]);
            if (where.stream().allMatch(comparison -> comparison.holds(chosen))) {
                return true;
            }
        }
        return false;
    }

    @Override
    public List<NearMiss> nearest(EvidenceSet[] steps, Evidence about) {
        return nearest.of(steps, about, !exact && steps[missing].truncated());
    }

    @Override
    public Telling telling() {
        return teller.telling(1 << missing, 0);
    }

    @Override
    public boolean waits() {
        return true;
    }

    @Override
    public long decidesAfter(EvidenceSet[] steps, long time) {
        EvidenceSet set = steps[present];
        Evidence view = new Evidence();
        long earliest = time < Long.MIN_VALUE + after ? Long.MIN_VALUE : time - after + 1;
        for (int i = set.firstAtOrAfter(earliest); i < set.size(); i++) {
            if (isMissed(steps, set.at(i, present, view))) {
                return set.time(i) + after;
            }
        }
        return Long.MAX_VALUE;
    }

    @Override
    public void forget(EvidenceSet[] steps, long horizon) {
        steps[present].forgetBefore(horizon - after);
        steps[missing].forgetBefore(horizon - after - before);
    }

    @Override
    public long emptyAt(EvidenceSet[] steps) {
        return Math.max(emptyAt(steps[present], after), emptyAt(steps[missing], after + before));
    }

    /** What was missing may come late. */
    @Override
    public boolean withdrawable() {
        return true;
    }
}
