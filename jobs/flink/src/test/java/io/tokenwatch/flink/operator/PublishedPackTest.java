package io.tokenwatch.flink.operator;

import static io.tokenwatch.flink.testing.Traffic.DENIED;
import static io.tokenwatch.flink.testing.Traffic.FAILURES;
import static io.tokenwatch.flink.testing.Traffic.NETWORKS;
import static io.tokenwatch.flink.testing.Traffic.NEW_SCOPE;
import static io.tokenwatch.flink.testing.Traffic.USE_AFTER_REVOCATION;
import static io.tokenwatch.flink.testing.Traffic.VOLUME;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.flink.testing.AlertIndex;
import io.tokenwatch.flink.testing.Dice;
import io.tokenwatch.flink.testing.Traffic;
import io.tokenwatch.rule.PackLog;
import io.tokenwatch.rule.RuleFiles;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A pack that comes while the job runs: the alerts are those of an engine that knew from the beginning when it would be in force. */
class PublishedPackTest {
    private static final long ZERO = 1_800_000_000_000L;
    private static final int EVENTS = 160;
    private static final int SPACING = 4_000;
    private static final RuleFiles BASE = Traffic.rules(FAILURES, VOLUME, NETWORKS, USE_AFTER_REVOCATION, NEW_SCOPE);
    /** One rule is gone, one new, one retitled and promoted out of the shadow, one suppresses otherwise, one has another shape. */
    private static final RuleFiles NEXT = Traffic.rules(
            DENIED,
            VOLUME.replace("for: 20s", "for: 30s"),
            NETWORKS.replace("title: value_count", "title: another\nmode: shadow"),
            USE_AFTER_REVOCATION.replace("gt: 30s", "gt: 20s"),
            NEW_SCOPE);

    private static List<TokenEvent> events(Dice dice, int shift) {
        List<TokenEvent> events = Traffic.events(dice, EVENTS, 4, SPACING);
        events.forEach(event -> event.set(io.tokenwatch.event.Field.EVENT_TIME, event.eventTime() + ZERO + shift));
        return events;
    }

    private static void run(Dice dice, int parallelismAfter) throws Exception {
        List<TokenEvent> events = events(dice, dice.below(3_000));
        long change = ZERO + (long) EVENTS * SPACING / 3;
        long back = ZERO + (long) EVENTS * SPACING * 2 / 3;
        List<TokenEvent> before = events.stream()
                .filter(event -> event.eventTime() < change && dice.chance(0.6))
                .collect(Collectors.toCollection(ArrayList::new));
        List<TokenEvent> rest = new ArrayList<>(events);
        rest.removeAll(before);
        rest = dice.shuffled(rest);
        try (LiveOperator job = new LiveOperator(BASE, DetectSettings.live("r"))) {
            before.forEach(job::accept);
            assertThat(job.publish(NEXT, change).accepted()).isTrue();
            assertThat(job.publish(BASE, back).accepted()).isTrue();
            rest.subList(0, rest.size() / 3).forEach(job::accept);
            job.checkpoint();
            List<TokenEvent> lost = rest.subList(rest.size() / 3, rest.size() / 2);
            lost.forEach(job::accept);
            job.restart(BASE, parallelismAfter);
            rest.subList(rest.size() / 3, rest.size()).forEach(job::accept);
            before.forEach(job::accept);
            job.endOfInput();
            AlertIndex.assertSame(job.index().standing(), AlertIndex.oracle(job.log(), events));
            assertThat(packs(job)).hasSizeGreaterThan(1);
        }
    }

    /** Which packs the alerts name. */
    private static List<String> packs(LiveOperator job) {
        return job.index().documents().values().stream()
                .map(record -> new String(record.document(), StandardCharsets.UTF_8)
                        .replaceFirst("(?s).*\"pack\":\"([0-9a-f]*)\".*", "$1"))
                .distinct()
                .toList();
    }

    @Test
    void inAnyOrderThroughACrash() {
        Dice.roll(12, dice -> run(dice, 1));
    }

    @Test
    void fromOneSubtaskToTwo() {
        Dice.roll(12, dice -> run(dice, 2));
    }

    @Test
    void itMakesADifference() {
        List<TokenEvent> events = events(new Dice(3), 0);
        PackLog with = PackLog.of(BASE.compile()).with(ZERO + EVENTS * SPACING / 2, NEXT.compile());
        assertThat(AlertIndex.oracle(with, events)).isNotEqualTo(AlertIndex.oracle(BASE, events));
    }

    @Test
    void thePackIsInTheCheckpointEvenIfTheTopicIsLost() throws Exception {
        List<TokenEvent> events = events(new Dice(4), 0);
        long change = ZERO + (long) EVENTS * SPACING / 2;
        try (LiveOperator job = new LiveOperator(BASE, DetectSettings.live("r"))) {
            job.publish(NEXT, change);
            events.subList(0, 80).forEach(job::accept);
            job.checkpoint();
            PackLog log = job.log();
            job.losePacks();
            job.restart(BASE, 2);
            job.hear(NEXT, change); // the routing has a checkpoint of its own
            events.subList(80, EVENTS).forEach(job::accept);
            job.endOfInput();
            AlertIndex.assertSame(job.index().standing(), AlertIndex.oracle(log, events));
        }
    }
}
