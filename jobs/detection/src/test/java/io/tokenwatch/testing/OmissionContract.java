package io.tokenwatch.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwatch.detector.Answered;
import io.tokenwatch.detector.Counted;
import io.tokenwatch.detector.Novelty;
import io.tokenwatch.detector.Omissions;
import io.tokenwatch.detector.Repeats;
import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.rule.Rule;
import io.tokenwatch.state.Evidence;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.function.LongPredicate;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * The laws of {@link Omissions}: what a detector lets a history leave out changes nothing of what is found. Each is tried on random sets of the events that the
 * rule lives on; where a detector lets nothing of a kind be left out, there is nothing to try.
 */
abstract class OmissionContract {
    static final int TIMES = 100;
    private static final String ROOMY = "max_evidence: 64";

    /** A rule of the type; it says {@code max_evidence: 64}, and is also tried with 4. */
    protected abstract String ruleText();

    /** An event of one key, near the boundaries of the rule; times are to tie now and then. */
    protected abstract TokenEvent event(Dice dice, String id);

    final Rule roomy = Rules.rule(ruleText());

    /** The rule with so little room that evidence has to go. */
    final Rule tight = Rules.rule(ruleText().replace(ROOMY, "max_evidence: 4"));

    private final Omissions omissions = roomy.detector().omissions();

    protected final List<TokenEvent> events(Dice dice, int most) {
        List<TokenEvent> events = new ArrayList<>();
        for (int i = dice.below(most + 1); i > 0; i--) {
            events.add(event(dice, "e" + i));
        }
        return events;
    }

    @Test
    protected void nothingIsFoundWithoutAStepThatIsNeeded() {
        int needed = omissions.needed();
        assertThat(needed).isLessThan(1 << roomy.steps().size());
        Dice.roll(TIMES, dice -> {
            List<TokenEvent> events = events(dice, 24);
            for (int step = 0; step < roomy.steps().size(); step++) {
                if ((needed & 1 << step) != 0) {
                    List<TokenEvent> others =
                            events.stream().filter(meets(step).negate()).toList();
                    assertNothing(others);
                    assertThat(Witness.of(tight, others).findings()).isEmpty();
                }
            }
        });
    }

    @Test
    protected void nothingIsFoundAmongEqualValuesWhereTheyMustVary() {
        if (omissions.varies() >= 0) {
            Dice.roll(TIMES, dice -> byValue(events(dice, 24), omissions.varies())
                    .values()
                    .forEach(this::assertNothing));
        }
    }

    @Test
    protected void aLastStepWithoutTheOthersBeforeItMayBeLeftOut() {
        int last = roomy.steps().size() - 1;
        long within = omissions.within();
        if (within < Long.MAX_VALUE) {
            Dice.roll(TIMES, dice -> {
                List<TokenEvent> events = events(dice, 24);
                assertNoneIsMissed(events, event -> {
                    boolean preceded = true;
                    for (int step = 0; step < last; step++) {
                        preceded &= happens(
                                events, step, time -> time <= event.eventTime() && time >= event.eventTime() - within);
                    }
                    return steps(event) != 1 << last || preceded;
                });
            });
        }
    }

    /** Of those that say the same within a slice the first and the last are left, and the key's earliest. */
    @Test
    protected void whatSaysTheSameMayBeLeftOut() {
        Repeats repeats = omissions.repeats();
        if (repeats == null) {
            return;
        }
        Dice.roll(TIMES, dice -> {
            List<TokenEvent> events = events(dice, 24);
            Map<String, LongSummaryStatistics> slices = new HashMap<>();
            List<Long> times = new ArrayList<>();
            for (TokenEvent event : events) {
                if ((steps(event) & repeats.steps()) != 0 && says(event, repeats)) {
                    slices.computeIfAbsent(slice(event, repeats), none -> new LongSummaryStatistics())
                            .accept(event.eventTime());
                    times.add(event.eventTime());
                }
            }
            times.sort(null);
            long early = times.isEmpty() || repeats.earliest() == 0
                    ? Long.MIN_VALUE
                    : times.get(Math.min(repeats.earliest(), times.size()) - 1);
            assertNoneIsMissed(events, event -> {
                if ((steps(event) & ~repeats.steps()) != 0) {
                    return true;
                }
                LongSummaryStatistics slice = slices.get(slice(event, repeats));
                return says(event, repeats)
                        && slice != null
                        && (event.eventTime() <= early
                                || event.eventTime() == slice.getMin()
                                || event.eventTime() == slice.getMax());
            });
        });
    }

    private boolean says(TokenEvent event, Repeats repeats) {
        return repeats.capture() < 0 || value(event, repeats.capture()) != null;
    }

    private String slice(TokenEvent event, Repeats repeats) {
        byte[] value = repeats.capture() < 0 ? null : value(event, repeats.capture());
        return Arrays.toString(value) + Math.floorDiv(event.eventTime(), repeats.slice());
    }

    @Test
    protected void nothingIsFoundWhereEachQuestionIsAnswered() {
        Answered answered = omissions.answered();
        if (answered == null) {
            return;
        }
        Dice.roll(TIMES, dice -> {
            List<TokenEvent> events = events(dice, 24);
            while (events.removeIf(
                    event -> !isAnswered(event, answered, events))) {} // an answer may be a question, too
            assertNothing(events);
        });
    }

    private boolean isAnswered(TokenEvent event, Answered answered, List<TokenEvent> events) {
        long from = event.eventTime() - answered.before();
        long to = event.eventTime() + answered.after();
        return (steps(event) & 1 << answered.question()) == 0
                || happens(events, answered.answer(), time -> time >= from && time <= to);
    }

    @Test
    protected void windowsOfTooFewEventsMayBeLeftOut() {
        Counted counted = omissions.counted();
        if (counted == null) {
            return;
        }
        Dice.roll(TIMES, dice -> {
            List<TokenEvent> events = events(dice, 24);
            Map<Long, Long> sizes = events.stream()
                    .filter(event -> (steps(event) & counted.steps()) != 0)
                    .collect(Collectors.groupingBy(
                            event -> Math.floorDiv(event.eventTime(), counted.width()), Collectors.counting()));
            assertNoneIsMissed(
                    events,
                    event -> (steps(event) & ~counted.steps()) != 0
                            || sizes.getOrDefault(Math.floorDiv(event.eventTime(), counted.width()), 0L)
                                    >= counted.least());
        });
    }

    @Test
    protected void nothingIsNewInAShortHistoryOrAmongEqualValues() {
        Novelty novelty = omissions.novelty();
        if (novelty == null) {
            return;
        }
        Dice.roll(TIMES, dice -> {
            List<TokenEvent> events = events(dice, 24);
            LongSummaryStatistics times =
                    events.stream().mapToLong(TokenEvent::eventTime).summaryStatistics();
            long extent = events.isEmpty() ? 0 : times.getMax() - times.getMin();
            if (novelty.isBeyond(extent)) {
                assertNothing(events);
            }
            if (novelty.varies(extent)) {
                byValue(events, novelty.capture()).values().forEach(this::assertNothing);
            }
        });
    }

    private void assertNothing(List<TokenEvent> events) {
        assertThat(Witness.of(roomy, events).findings()).isEmpty();
    }

    private void assertNoneIsMissed(List<TokenEvent> events, Predicate<TokenEvent> left) {
        assertThat(Witness.of(roomy, events.stream().filter(left).toList()).findings())
                .isEqualTo(Witness.of(roomy, events).findings());
    }

    private Predicate<TokenEvent> meets(int step) {
        return roomy.steps().get(step).predicate()::test;
    }

    private int steps(TokenEvent event) {
        int steps = 0;
        for (int i = 0; i < roomy.steps().size(); i++) {
            steps |= meets(i).test(event) ? 1 << i : 0;
        }
        return steps;
    }

    private boolean happens(List<TokenEvent> events, int step, LongPredicate then) {
        return events.stream().anyMatch(event -> meets(step).test(event) && then.test(event.eventTime()));
    }

    private Map<String, List<TokenEvent>> byValue(List<TokenEvent> events, int capture) {
        return events.stream().collect(Collectors.groupingBy(event -> Arrays.toString(value(event, capture))));
    }

    private byte @Nullable [] value(TokenEvent event, int capture) {
        Evidence evidence = Witness.evidence(roomy, event, 0);
        return evidence.seek(capture) ? evidence.valueBytes(capture) : null;
    }
}
