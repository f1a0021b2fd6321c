package io.tokenwatch.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwatch.testing.Dice;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The table holds what a map holds, and drops what is over. */
class KeyedEntitiesTest {
    @Test
    void holdsWhatAMapHolds() {
        int[] seen = new int[2];
        Dice.roll(200, dice -> {
            KeyedEntities table = new KeyedEntities();
            Map<Long, Entity> map = new HashMap<>();
            Map<Long, Long> over = new HashMap<>();
            for (int i = 0; i < 300; i++) {
                long key = dice.below(60);
                long low = key << 40; // most bits of both halves are the same
                Entity entity = table.find(1, low);
                assertThat(entity).isSameAs(map.get(key));
                if (entity == null) {
                    map.put(key, table.add(1, low));
                }
                long until = dice.below(1_000);
                table.changed(until);
                over.merge(key, until, Math::max);
                if (dice.chance(0.02)) {
                    long horizon = dice.below(1_000);
                    Set<Entity> swept = new HashSet<>();
                    table.sweep(horizon, one -> {
                        swept.add(one);
                        return Long.MAX_VALUE;
                    });
                    seen[swept.isEmpty() ? 0 : 1]++;
                    map.entrySet()
                            .removeIf(one -> over.getOrDefault(one.getKey(), Long.MIN_VALUE) <= horizon
                                    || swept.contains(one.getValue()));
                    over.keySet().retainAll(map.keySet());
                }
                assertThat(table.size()).isEqualTo(map.size());
            }
            assertThat(table.all()).containsExactlyInAnyOrderElementsOf(map.values());
        });
        assertThat(seen[0]).isPositive();
        assertThat(seen[1]).isPositive();
    }

    @Test
    void whatTimeMayDecideIsSweptEachTime() {
        KeyedEntities table = new KeyedEntities();
        table.find(1, 2);
        table.add(1, 2);
        table.changed(Long.MAX_VALUE);
        int[] sweeps = new int[1];
        table.sweep(10, entity -> ++sweeps[0]);
        assertThat(sweeps[0]).isEqualTo(1);
        assertThat(table.size()).as("an empty entity goes").isZero();
    }
}
