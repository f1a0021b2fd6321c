package io.tokenwatch.detector;

import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.state.Evidence;
import io.tokenwatch.state.EvidenceBound;
import io.tokenwatch.state.EvidenceSet;
import io.tokenwatch.yaml.Duration;
import java.util.List;
import java.util.Optional;
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
    private final List<Where> where;
    private final boolean exact;

    /**
     * @param missing index of the step that is looked for; the other one is present
     * @param before how long before; -1 if it must be strictly later
     * @param since the capture that says since when the missing event may have happened, if not since {@code before}
     * @param exact whether the bounds keep enough to tell whether a window is empty
     */
    AbsenceDetector(
            String missingName,
            int missing,
            long before,
            long after,
            OptionalInt since,
            List<Where> where,
            List<EvidenceBound> bounds,
            boolean exact) {
        super(bounds);
        this.missingName = missingName;
        this.missing = missing;
        this.present = 1 - missing;
        this.before = before;
        this.after = after;
        this.since = since;
        this.where = where;
        this.exact = exact;
    }

    /** What must have been observed before, {@link Finding#seenTo} and its fellow say. */
    @Override
    public long reach() {
        return after;
    }

    @Override
    public boolean add(EvidenceSet[] steps, Evidence evidence) {
        boolean isMissing = evidence.step() == missing;
        return switch (own(steps, evidence.step()).add(evidence)) {
            case DUPLICATE -> false;
            case REPLACED -> true;
            case BEYOND -> isMissing && !exact;
            case NEW, DISPLACED ->
                isMissing
                        ? mayMatch(steps[present], evidence.time())
                        : claim(steps, evidence).isPresent();
        };
    }

    private boolean mayMatch(EvidenceSet waiting, long time) {
        int first = waiting.firstAtOrAfter(time - after);
        return first < waiting.size() && waiting.time(first) - time <= before;
    }

    @Override
    public void findings(EvidenceSet[] steps, Consumer<Finding> out) {
        EvidenceSet set = steps[present];
        for (int i = 0; i < set.size(); i++) {
            claim(steps, set.at(i, present, new Evidence())).ifPresent(out);
        }
    }

    /** That the event's match is missing; empty if it is not, or cannot be known. */
    private Optional<Finding> claim(EvidenceSet[] steps, Evidence evidence) {
        long from = evidence.time() - Math.max(0, before);
        if (since.isPresent()) {
            long told = evidence.number(since.getAsInt());
            if (told == TokenEvent.ABSENT || told < from) {
                return Optional.empty();
            }
            from = told;
        }
        boolean unknown = !exact && steps[missing].truncated();
        if (unknown || isMatched(steps[missing], evidence)) {
            return Optional.empty();
        }
        long over = evidence.time() + after;
        String needed = (before < 0 ? "" : "before, or ") + "within " + Duration.text(after);
        List<Fact> facts = List.of(Fact.state("missing", missingName, needed));
        return Optional.of(new Finding(over, evidence, 1, false, List.of(evidence), facts, over + 1, from, over));
    }

    private boolean isMatched(EvidenceSet others, Evidence evidence) {
        Evidence[] chosen = new Evidence[2];
        chosen[present] = evidence;
        chosen[missing] = new Evidence();
        int first = others.firstAtOrAfter(evidence.time() - before);
        for (int i = first; i < others.size() && others.time(i) - evidence.time() <= after; i++) {
            others.at(i, missing, chosen[missing]);
            if (where.stream().allMatch(comparison -> comparison.holds(chosen))) {
                return true;
            }
        }
        return false;
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
            if (claim(steps, set.at(i, present, view)).isPresent()) {
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
