package io.tokenwatch.flink.operator;

import static io.tokenwatch.flink.testing.Traffic.FAILURES;
import static io.tokenwatch.flink.testing.Traffic.NETWORKS;
import static io.tokenwatch.flink.testing.Traffic.NEW_NETWORK;
import static io.tokenwatch.flink.testing.Traffic.NEW_SCOPE;
import static io.tokenwatch.flink.testing.Traffic.RENAMED;
import static io.tokenwatch.flink.testing.Traffic.USE_AFTER_REVOCATION;
import static io.tokenwatch.flink.testing.Traffic.VOLUME;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwatch.event.Field;
import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.flink.testing.AlertIndex;
import io.tokenwatch.flink.testing.Dice;
import io.tokenwatch.flink.testing.Traffic;
import io.tokenwatch.rule.PackLog;
import io.tokenwatch.rule.RuleFiles;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * A pack with {@code on_change: backfill} comes while the job runs, after events that nobody kept for it: they are read again while
 * the job goes on, in two shares, through crashes. The alerts are those of an engine that saw everything and forgot nothing.
 */
class BackfilledPackTest {
    private static final long ZERO = 1_800_000_000_000L;
    private static final int EVENTS = 240;
    private static final int SPACING = 3_000;
    private static final int LATENESS = 30_000;
    private static final int SHARES = 2;
    private static final String KEPT = "\nstate: {on_change: backfill}\n";
    private static final RuleFiles BASE = Traffic.rules(FAILURES, NETWORKS, NEW_SCOPE);
    /** Two rules change what they keep, the others are new. */
    private static final RuleFiles NEXT = Traffic.rules(Stream.of(
                    FAILURES.replace("timespan: 60s", "timespan: 100s"),
                    NETWORKS.replace("timespan: 60s", "timespan: 90s"),
                    NEW_SCOPE,
                    VOLUME.replace("state: {max_evidence: 6}", ""),
                    USE_AFTER_REVOCATION,
                    NEW_NETWORK,
                    RENAMED)
            .map(text -> text.stripTrailing() + KEPT)
            .toArray(String[]::new));

    /** What is in the checkpoint of the source and the routing. */
    private record Place(int live, List<Integer> past) {
        static final Place FIRST = new Place(0, List.of(0, 0));

        Place later() {
            return new Place(live + 1, past);
        }

        Place further(int share) {
            List<Integer> next = new ArrayList<>(past);
            next.set(share, next.get(share) + 1);
            return new Place(live, List.copyOf(next));
        }
    }

    /** One run: the log of arrivals, what is read of it now, and what is read of it again. */
    private static final class Run implements AutoCloseable {
        private final Dice dice;
        private final List<TokenEvent> log;
        private final LiveOperator job;
        private long from;
        private int number;
        private int logged;
        private long newest = Long.MIN_VALUE;
        private Place place = Place.FIRST;
        private Place safe = Place.FIRST;
        private final boolean[] told = new boolean[SHARES];

        Run(Dice dice, List<TokenEvent> log, DetectSettings settings) throws Exception {
            this.dice = dice;
            this.log = log;
            this.job = new LiveOperator(BASE, settings);
            job.checkpoint();
        }

        void publish() {
            from = newest + 1_000 + dice.below(20_000);
            assertThat(job.publish(NEXT, from).accepted()).isTrue();
            number = job.log().tenures().get(1).backfillNumber();
            logged = place.live; // from here on the routing knows
        }

        void live() throws Exception {
            TokenEvent event = log.get(place.live);
            job.accept(event);
            newest = Math.max(newest, event.eventTime());
            place = place.later();
            if (dice.chance(0.5)) {
                job.watermark(newest);
            }
        }

        /** A share reads some more of its part: every other arrival. */
        void past(int share) {
            long reached = Long.MIN_VALUE;
            for (int i = dice.below(12); i > 0 && index(share) < logged; i--) {
                job.feed(number, log.get(index(share)));
                place = place.further(share);
            }
            for (int i = 0; i < place.past.get(share); i++) {
                reached = Math.max(reached, log.get(i * SHARES + share).eventTime());
            }
            boolean done = index(share) >= logged;
            if (done ? !told[share] : dice.chance(0.3)) {
                job.tell(new HistoryRead(number, share, SHARES, reached, done, List.of()));
                told[share] = done;
            }
        }

        private int index(int share) {
            return place.past.get(share) * SHARES + share;
        }

        boolean isFed() {
            return told[0] && told[1];
        }

        void checkpoint() throws Exception {
            job.checkpoint();
            safe = place;
        }

        void crash() throws Exception {
            job.restart(BASE, dice.pick(1, 2, 3));
            place = safe;
            newest = log.subList(0, place.live).stream()
                    .mapToLong(TokenEvent::eventTime)
                    .max()
                    .orElse(Long.MIN_VALUE);
            told[0] = false;
            told[1] = false;
        }

        @Override
        public void close() {
            job.close();
        }
    }

    private static List<TokenEvent> events(Dice dice) {
        List<TokenEvent> events = Traffic.events(dice, EVENTS, 3, SPACING);
        int shift = dice.below(3_000);
        events.forEach(event -> event.set(Field.EVENT_TIME, event.eventTime() + ZERO + shift));
        return Traffic.delayed(dice, events, LATENESS);
    }

    /** How many alerts there are, and how many there would be without the past. */
    private static int[] run(Dice dice, DetectSettings settings) throws Exception {
        List<TokenEvent> events = events(dice);
        try (Run run = new Run(dice, events, settings)) {
            int change = EVENTS / 3 + dice.below(EVENTS / 3);
            int crashes = 0;
            while (run.place.live < EVENTS || !run.isFed()) {
                if (run.place.live == change && run.number == 0) {
                    run.publish();
                }
                if (run.place.live < EVENTS) {
                    run.live();
                }
                if (run.number != 0 && dice.chance(0.4)) {
                    run.past(dice.below(SHARES));
                }
                if (dice.chance(0.05)) {
                    run.checkpoint();
                } else if (crashes < 3 && dice.chance(0.03)) {
                    run.crash();
                    crashes++;
                }
            }
            run.job.watermark(run.newest);
            run.job.endOfInput();
            AlertIndex.assertSame(run.job.index().standing(), AlertIndex.oracle(run.job.log(), events));
            RuleFiles forgetful = Traffic.rules(NEXT.texts().values().stream()
                    .map(text -> text.replace("backfill", "keep"))
                    .toArray(String[]::new));
            PackLog without = PackLog.of(BASE.compile()).with(run.from, forgetful.compile());
            return new int[] {
                AlertIndex.oracle(run.job.log(), events).size(),
                AlertIndex.oracle(without, events).size()
            };
        }
    }

    @Test
    void findsWhatItWouldHaveFound() {
        int[] alerts = new int[2];
        Dice.roll(16, dice -> {
            DetectSettings settings =
                    DetectSettings.live("r").withLateness(LATENESS).withCache(dice.pick(0, 5, 1_000));
            int[] found = run(dice, settings);
            alerts[0] += found[0];
            alerts[1] += found[1];
        });
        assertThat(alerts[0]).isGreaterThan(100).isNotEqualTo(alerts[1]);
    }
}
