package io.tokenwatch.engine;

import io.tokenwatch.detector.InPlaceDetector;
import io.tokenwatch.rule.Editions;
import io.tokenwatch.rule.Rule;
import io.tokenwatch.state.BytesOut;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which rules keep nothing of the step that waits for others, because another rule of the key, the lender, keeps the same events, with all that is
 * captured of them, for at least as long. Where the borrower needs a state of its own, it first takes over what the lender has. Most
 * events of most keys wait in vain, and are then written down once, not once a rule.
 *
 * <p>It is a matter of memory alone: the findings are those that the borrower would have had by itself.
 */
final class Lending {
    /** Of a rule that borrows from nobody. */
    static final int NOBODY = -1;

    private final Map<Integer, List<Editions>> lenders = new HashMap<>();
    private final Map<Integer, List<Editions>> borrowers = new HashMap<>();

    /**
     * For each rule the number of the one that lends to it, or {@link #NOBODY}.
     *
     * @param fed shapes of rules to which the past is fed besides: their lenders have not seen it
     */
    static int[] lenders(List<Rule> rules, Set<Integer> fed) {
        int[] lenders = new int[rules.size()];
        for (int i = 0; i < lenders.length; i++) {
            Rule borrower = rules.get(i);
            lenders[i] = NOBODY;
            if (!fed.contains(borrower.shape())
                    && borrower.detector() instanceof InPlaceDetector<?> detector
                    && detector.waiting() >= 0) {
                for (int j = 0; j < lenders.length && lenders[i] == NOBODY; j++) {
                    lenders[i] = lends(rules.get(j), borrower, detector) ? j : NOBODY;
                }
            }
        }
        return lenders;
    }

    /** A lender that keeps more than the borrower may would hand over what the borrower had left out by then. */
    private static boolean lends(Rule lender, Rule borrower, InPlaceDetector<?> waits) {
        int step = waits.waiting();
        return lender.detector() instanceof InPlaceDetector<?> detector
                && detector.isOneSet()
                && lender.steps().size() == 1
                && detector.most(0) <= waits.most(step)
                && lender.groupBy().equals(borrower.groupBy())
                && lender.steps()
                        .get(0)
                        .predicate()
                        .equals(borrower.steps().get(step).predicate())
                && lender.captures().containsAll(borrower.captures());
    }

    /** Takes note of who lends to whom: what is lent stays so when packs change. */
    void remember(Plan plan) {
        for (int rule = 0; rule < plan.rules().size(); rule++) {
            if (plan.lender(rule) != NOBODY) {
                Editions lender = plan.editions(plan.lender(rule));
                Editions borrower = plan.editions(rule);
                add(lenders, borrower, lender);
                add(borrowers, lender, borrower);
            }
        }
    }

    private static void add(Map<Integer, List<Editions>> to, Editions of, Editions other) {
        List<Editions> known = to.computeIfAbsent(of.shape(), none -> new ArrayList<>(1));
        if (!known.contains(other)) {
            known.add(other);
        }
    }

    /** Whether the rule has borrowed by any pack. */
    boolean hasLenders(Editions borrower) {
        return lenders.containsKey(borrower.shape());
    }

    /** Whether the rule has lent by any pack. */
    boolean hasBorrowers(Editions lender) {
        return borrowers.containsKey(lender.shape());
    }

    List<Editions> borrowers(Editions lender) {
        return borrowers.getOrDefault(lender.shape(), List.of());
    }

    /**
     * Has the rule take over what was lent to it, if nothing of it is here.
     *
     * @param horizon every event still to come to it is at or after that (ms since the epoch)
     */
    void takeOver(Editions borrower, Entity entity, long horizon, BytesOut scratch) {
        List<Editions> from = lenders.get(borrower.shape());
        if (from == null || entity.has(borrower.shape())) {
            return;
        }
        RuleState<?> own = RuleState.fresh(borrower);
        for (Editions lender : from) {
            if (entity.has(lender.shape())) {
                own.takeOver(entity.peek(lender), horizon);
            }
        }
        if (!own.isEmpty()) {
            entity.add(own);
            entity.close(own, scratch);
        }
    }
}
