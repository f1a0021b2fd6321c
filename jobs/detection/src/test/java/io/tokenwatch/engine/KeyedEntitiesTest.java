package io.tokenwatch.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwatch.rule.Editions;
import io.tokenwatch.state.BytesOut;
import io.tokenwatch.testing.Dice;
import io.tokenwatch.testing.Rules;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The table holds what a map holds, and drops what is over. */
class KeyedEntitiesTest {
    /** Rules by which an entity can be told from others: those that it has a state of. */
    private static final List<Editions> RULES = IntStream.range(0, 12)
            .mapToObj(number ->
                    Editions.always(Rules.pack("""
            id: rule-%d
            version: 1
            title: one of some
            detection: {used: {event_type: token.validated}}
            correlation: {type: event_count, group-by: [client_id], timespan: 1h, condition: {gte: 3}}
            """.formatted(number)).active().get(0)))
            .toList();

    /** Adds a state of one rule, which stays decoded or not. */
    private static void change(Entity entity, Dice dice) {
        Editions rule = RULES.get(dice.below(RULES.size()));
        RuleState<?> state = entity.open(rule);
        if (dice.chance(0.1)) {
            state.stayOpen();
        }
        entity.close(state, new BytesOut());
    }

    private static List<Integer> content(@Nullable Entity entity) {
        return entity == null
                ? List.of()
                : Arrays.stream(entity.shapes(false)).boxed().sorted().toList();
    }

    @Test
    void holdsWhatAMapHolds() {
        int[] seen = new int[2];
        boolean[] decoded = new boolean[2];
        Dice.roll(200, dice -> {
            KeyedEntities table = new KeyedEntities();
            Map<Long, List<Integer>> map = new HashMap<>();
            Map<Long, Long> over = new HashMap<>();
            for (int i = 0; i < 300; i++) {
                long key = dice.below(60);
                long low = key << 40; // most bits of both halves are the same
                if (dice.chance(0.1)) {
                    table.expect(expected(dice));
                }
                Entity found = table.find(1, low);
                assertThat(found == null).isEqualTo(!map.containsKey(key));
                assertThat(content(found)).isEqualTo(map.getOrDefault(key, List.of()));
                Entity entity = found == null ? table.add(1, low) : found;
                change(entity, dice);
                decoded[entity.isOpen() ? 1 : 0] = true;
                map.put(key, content(entity));
                long until = dice.below(1_000);
                table.changed(entity, until);
                over.merge(key, until, Math::max);
                if (dice.chance(0.02)) {
                    long horizon = dice.below(1_000);
                    Set<List<Integer>> swept = new HashSet<>();
                    table.sweep(horizon, one -> {
                        swept.add(content(one));
                        for (int shape : one.shapes(false)) {
                            one.remove(shape);
                        }
                        return Long.MAX_VALUE;
                    });
                    seen[swept.isEmpty() ? 0 : 1]++;
                    Set<Long> gone = new HashSet<>(map.keySet());
                    gone.removeIf(one -> table.find(1, one << 40) != null);
                    assertThat(gone)
                            .containsAll(map.keySet().stream()
                                    .filter(one -> over.getOrDefault(one, Long.MIN_VALUE) <= horizon)
                                    .toList());
                    assertThat(gone)
                            .allMatch(one ->
                                    over.getOrDefault(one, Long.MIN_VALUE) <= horizon || swept.contains(map.get(one)));
                    map.keySet().removeAll(gone);
                    over.keySet().retainAll(map.keySet());
                }
                assertThat(table.size()).isEqualTo(map.size());
            }
            assertThat(table.all().stream().map(KeyedEntitiesTest::content))
                    .containsExactlyInAnyOrderElementsOf(map.values());
            assertThat(table.decoded())
                    .allMatch(Entity::isOpen)
                    .hasSameSizeAs(table.all().stream().filter(Entity::isOpen).toList());
        });
        assertThat(seen[0]).isPositive();
        assertThat(seen[1]).isPositive();
        assertThat(decoded).containsExactly(true, true);
    }

    private static HeldRecords expected(Dice dice) {
        HeldRecords next = new HeldRecords();
        for (int i = dice.below(32); i > 0; i--) {
            Routed record = new Routed();
            record.keyHigh = 1;
            record.keyLow = (long) dice.below(60) << 40;
            next.add(record, 0);
        }
        return next;
    }

    @Test
    void whatTimeMayDecideIsSweptEachTime() {
        KeyedEntities table = new KeyedEntities();
        table.find(1, 2);
        table.changed(table.add(1, 2), Long.MAX_VALUE);
        int[] sweeps = new int[1];
        table.sweep(10, entity -> ++sweeps[0]);
        assertThat(sweeps[0]).isEqualTo(1);
        assertThat(table.size()).as("an empty entity goes").isZero();
    }
}
