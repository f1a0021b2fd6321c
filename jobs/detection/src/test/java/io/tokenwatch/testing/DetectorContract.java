package io.tokenwatch.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.rule.Rule;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The laws of {@link io.tokenwatch.detector.Detector}. A test of a correlation type extends this with a rule of that type and
 * the events it lives on; each law is tried on a few hundred random sets of them.
 */
public abstract class DetectorContract extends OmissionContract {
    /** No state of the rule with {@code max_evidence: 4} is larger, whatever comes. */
    protected abstract int mostBytes();

    @Test
    protected void theRuleFindsSomethingInItsEvents() {
        int[] runs = new int[2];
        Dice.roll(TIMES, dice -> {
            runs[0]++;
            runs[1] += Witness.of(roomy, events(dice, 24)).findings().isEmpty() ? 0 : 1;
        });
        assertThat(runs[1]).as("runs with a finding").isBetween(runs[0] / 5, runs[0] - 1);
    }

    @Test
    protected void theSameInputGivesTheSameOutput() {
        Dice.roll(TIMES, dice -> {
            List<TokenEvent> events = events(dice, 24);
            assertThat(Witness.of(roomy, events).all())
                    .isEqualTo(Witness.of(roomy, events).all());
        });
    }

    @Test
    protected void orderAndRepetitionDoNotMatter() {
        Dice.roll(TIMES, dice -> {
            Rule rule = dice.chance(0.5) ? roomy : tight;
            List<TokenEvent> events = events(dice, 24);
            assertThat(Witness.of(rule, dice.duplicated(events)).all())
                    .isEqualTo(Witness.of(rule, events).all());
        });
    }

    @Test
    protected void ofCopiesThatDifferTheSameOneCountsInAnyOrder() {
        Dice.roll(TIMES, dice -> {
            List<TokenEvent> events = events(dice, 12);
            for (int i = dice.below(4); i > 0 && !events.isEmpty(); i--) {
                events.add(event(dice, "e" + (1 + dice.below(events.size()))));
                TokenEvent copy = dice.pick(events);
                events.add(Events.with(copy, "raw_ref", "elsewhere@" + i));
            }
            assertThat(Witness.of(roomy, dice.shuffled(events)).all())
                    .isEqualTo(Witness.of(roomy, events).all());
        });
    }

    @Test
    protected void anAdditionThatSaysFalseHasChangedNoFinding() {
        Dice.roll(TIMES, dice -> {
            Witness<?> witness = Witness.of(dice.chance(0.5) ? roomy : tight);
            for (TokenEvent event : dice.duplicated(events(dice, 16))) {
                List<String> before = witness.findings();
                if (!witness.add(event) && !witness.truncated()) {
                    assertThat(witness.findings()).isEqualTo(before);
                }
            }
        });
    }

    @Test
    protected void whatAnAdditionHasAddedIsAllThatHasChanged() {
        Dice.roll(TIMES, dice -> {
            Witness<?> witness = Witness.of(dice.chance(0.5) ? roomy : tight);
            for (TokenEvent event : dice.duplicated(events(dice, 16))) {
                List<String> all = new ArrayList<>(witness.findings());
                List<String> added = witness.add(event) ? witness.added() : null;
                if (added != null) {
                    all.addAll(added);
                    assertThat(witness.findings()).containsExactlyInAnyOrderElementsOf(all);
                }
                if (dice.chance(0.1)) {
                    witness.forget(event.eventTime() - dice.below(3) * 30_000L);
                }
            }
        });
    }

    /** Beyond the bound evidence gives way to other evidence, so findings may go; but none may come unsaid. */
    @Test
    protected void anAdditionThatSaysFalseHasBroughtNoFindingEvenBeyondTheBound() {
        Dice.roll(TIMES, dice -> {
            Witness<?> witness = Witness.of(tight);
            for (TokenEvent event : dice.duplicated(events(dice, 24))) {
                Set<String> before = triggers(witness);
                if (!witness.add(event)) {
                    assertThat(before).containsAll(triggers(witness));
                }
            }
        });
    }

    private static Set<String> triggers(Witness<?> witness) {
        return witness.findings().stream()
                .map(line -> line.substring(0, line.indexOf(" count ")))
                .collect(Collectors.toSet());
    }

    /** While nothing is found; see {@link io.tokenwatch.detector.InPlaceDetector}. */
    @Test
    protected void whatIsAbsorbedInPlaceIsAsIfAdded() {
        Dice.roll(TIMES * 2, dice -> {
            Rule rule = dice.chance(0.5) ? roomy : tight;
            Witness<?> adds = Witness.of(rule);
            Witness<?> absorbs = Witness.of(rule);
            long horizon = Long.MIN_VALUE;
            for (TokenEvent event : dice.duplicated(events(dice, 16))) {
                if (event.eventTime() >= horizon && adds.findings().isEmpty()) {
                    if (absorbs.absorb(event, horizon) == absorbs.steps(event)) {
                        assertThat(adds.add(event))
                                .as("something may have been found")
                                .isFalse();
                    } else {
                        adds.add(event);
                        absorbs.add(event);
                    }
                    assertThat(absorbs.findings()).isEqualTo(adds.findings());
                    if (dice.chance(0.2)) {
                        horizon = Math.max(horizon, event.eventTime() - dice.below(3) * 30_000L);
                    }
                    adds.forget(horizon);
                    absorbs.forget(horizon);
                    assertThat(absorbs.bytes()).isEqualTo(adds.bytes());
                }
            }
        });
    }

    /** In a history, where no event is late; see {@link io.tokenwatch.detector.InPlaceDetector#isMoot}. */
    @Test
    protected void whatIsMootMayBePassedOver() {
        Dice.roll(TIMES * 2, dice -> {
            Witness<?> adds = Witness.of(roomy);
            Witness<?> passesOver = Witness.of(roomy);
            List<TokenEvent> inOrder = events(dice, 16).stream()
                    .sorted(Comparator.comparingLong(TokenEvent::eventTime))
                    .toList();
            for (TokenEvent event : inOrder) {
                adds.forget(event.eventTime());
                passesOver.forget(event.eventTime());
                adds.add(event);
                passesOver.addUnlessMoot(event, event.eventTime());
                assertThat(passesOver.findings()).isEqualTo(adds.findings());
            }
        });
    }

    @Test
    protected void mergingPartsIsAddingAll() {
        Dice.roll(TIMES, dice -> {
            Rule rule = dice.chance(0.5) ? roomy : tight;
            List<TokenEvent> events = events(dice, 24);
            Witness<?> a = Witness.of(rule, some(dice, events));
            Witness<?> b = Witness.of(rule, some(dice, events));
            Witness<?> c = Witness.of(rule, events);
            String whole = c.all();
            a.merge(b);
            a.merge(c);
            assertThat(a.all()).as("merging (a, b), then all").isEqualTo(whole);
            c.merge(c);
            c.merge(b);
            assertThat(c.all()).as("merging itself and a part").isEqualTo(whole);
        });
    }

    @Test
    protected void mergingIsCommutativeAndAssociative() {
        Dice.roll(TIMES, dice -> {
            Rule rule = dice.chance(0.5) ? roomy : tight;
            List<TokenEvent> events = events(dice, 24);
            List<List<TokenEvent>> parts = List.of(some(dice, events), some(dice, events), some(dice, events));
            String left = merged(rule, merged(rule, Witness.of(rule, parts.get(0)), parts.get(1)), parts.get(2))
                    .all();
            Witness<?> rest = merged(rule, Witness.of(rule, parts.get(2)), parts.get(1));
            Witness<?> right = Witness.of(rule, parts.get(0));
            rest.merge(right);
            assertThat(rest.all()).isEqualTo(left);
        });
    }

    private static Witness<?> merged(Rule rule, Witness<?> into, List<TokenEvent> part) {
        into.merge(Witness.of(rule, part));
        return into;
    }

    private static List<TokenEvent> some(Dice dice, List<TokenEvent> events) {
        return events.stream().filter(e -> dice.chance(0.5)).toList();
    }

    @Test
    protected void forgettingChangesNothingForWhatIsStillToCome() {
        Dice.roll(TIMES * 2, dice -> {
            List<TokenEvent> events = events(dice, 24);
            Witness<?> keeps = Witness.of(roomy);
            Witness<?> forgets = Witness.of(roomy);
            long horizon = Long.MIN_VALUE;
            for (TokenEvent event : events) {
                if (event.eventTime() >= horizon) {
                    keeps.add(event);
                    forgets.add(event);
                    if (dice.chance(0.3)) {
                        horizon = Math.max(horizon, dice.pick(events).eventTime() + dice.pick(-1, 0, 1));
                        forgets.forget(horizon);
                    }
                    assertThat(forgets.findingsAfter(horizon)).isEqualTo(keeps.findingsAfter(horizon));
                }
            }
        });
    }

    @Test
    protected void itSaysWhenAllIsForgotten() {
        Dice.roll(TIMES, dice -> {
            Witness<?> witness = Witness.of(roomy, events(dice, 6));
            long at = witness.emptyAt();
            assertThat(at == Long.MIN_VALUE).isEqualTo(witness.isEmpty());
            assertThat(witness.encodedEmptyAt()).isEqualTo(at);
            if (!witness.isEmpty() && at < Long.MAX_VALUE) {
                witness.forget(at - 1);
                assertThat(witness.isEmpty()).as("a moment before").isFalse();
                witness.forget(at);
                assertThat(witness.isEmpty()).as("at that time").isTrue();
                assertThat(witness.bytes()).isEqualTo(Witness.of(roomy).bytes());
            }
        });
    }

    @Test
    protected void theSizeIsBounded() {
        Dice.roll(3, dice -> {
            Witness<?> witness = Witness.of(tight);
            for (int i = 0; i < 2_000; i++) {
                witness.add(event(dice, "e" + i));
            }
            assertThat(witness.bytes()).hasSizeLessThanOrEqualTo(mostBytes());
        });
    }

    @Test
    protected void itSurvivesItsSerializerAtAnyPoint() {
        Dice.roll(TIMES, dice -> {
            Rule rule = dice.chance(0.5) ? roomy : tight;
            Witness<?> stays = Witness.of(rule);
            Witness<?> travels = Witness.of(rule);
            for (TokenEvent event : events(dice, 24)) {
                assertThat(travels.add(event)).isEqualTo(stays.add(event));
                travels.reload();
                assertThat(travels.all()).isEqualTo(stays.all());
                assertThat(travels.truncated()).isEqualTo(stays.truncated());
            }
        });
    }
}
