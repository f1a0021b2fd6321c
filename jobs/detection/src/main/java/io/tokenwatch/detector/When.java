package io.tokenwatch.detector;

import io.tokenwatch.state.Evidence;
import java.util.ArrayList;
import java.util.List;

/**
 * A condition on what a finding shows, which {@code levels} name. It holds if one choice of an event per step, among those that
 * take part in the finding, meets every part of it; and if the alert counts enough.
 *
 * @param text as it is written
 * @param parts conditions on a choice of events
 * @param values conditions on the events of the finding together
 * @param steps the steps that the parts may speak of
 * @param count the least {@code count} of the alert; 0 if that does not matter
 */
public record When(String text, List<Part> parts, List<Values> values, List<Integer> steps, long count) {
    /** A condition on a choice of one event per step. */
    interface Part {
        boolean holds(Evidence[] chosen);
    }

    /** Whether the finding shows it, the count aside. */
    public boolean isShown(Finding finding) {
        for (Values of : values) {
            if (!of.holds(finding)) {
                return false;
            }
        }
        if (parts.isEmpty()) {
            return true;
        }
        int most = steps.stream().mapToInt(step -> step + 1).max().orElse(1);
        Evidence[] chosen = new Evidence[Math.max(most, finding.trigger().step() + 1)];
        return choose(finding, chosen, 0);
    }

    private boolean choose(Finding finding, Evidence[] chosen, int index) {
        if (index == steps.size()) {
            return parts.stream().allMatch(part -> part.holds(chosen));
        }
        int step = steps.get(index);
        for (Evidence evidence : events(finding)) {
            if (evidence.step() == step) {
                chosen[step] = evidence;
                if (choose(finding, chosen, index + 1)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Those of the finding; the one that completed it as the finding has it, narrowed to the value that is new. */
    static List<Evidence> events(Finding finding) {
        Evidence trigger = finding.trigger();
        List<Evidence> events = new ArrayList<>(finding.evidence().size());
        for (Evidence evidence : finding.evidence()) {
            boolean completes = evidence.hash() == trigger.hash() && evidence.step() == trigger.step();
            events.add(completes ? trigger : evidence);
        }
        return events;
    }
}
