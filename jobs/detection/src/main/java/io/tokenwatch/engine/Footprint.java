package io.tokenwatch.engine;

import io.tokenwatch.state.BytesIn;
import io.tokenwatch.state.BytesOut;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** What each rule keeps: for how many keys, and how many bytes as the live job stores them. By the number of the rule. */
public final class Footprint {
    private final long[] keys;
    private final long[] bytes;

    private Footprint(int rules) {
        this.keys = new long[rules];
        this.bytes = new long[rules];
    }

    static Footprint of(Plan plan, Collection<Entity> entities) {
        Footprint footprint = new Footprint(plan.rules().size());
        BytesOut encoded = new BytesOut(1024);
        BytesIn in = new BytesIn(new byte[0]);
        Map<Integer, Integer> ruleOfShape = new HashMap<>();
        for (int rule = 0; rule < plan.rules().size(); rule++) {
            ruleOfShape.put(plan.rules().get(rule).shape(), rule);
        }
        for (Entity entity : entities) {
            encoded.clear();
            entity.encode(encoded);
            footprint.add(ruleOfShape, in.over(encoded.array(), 0, encoded.size()));
        }
        return footprint;
    }

    /** A record for each rule, as {@link Entity} describes it: shape and length, then so many bytes. */
    private void add(Map<Integer, Integer> ruleOfShape, BytesIn entity) {
        while (entity.hasMore()) {
            int from = entity.position();
            long head = entity.readLong();
            int rule = ruleOfShape.getOrDefault((int) (head >>> 32), -1);
            entity.skip((int) head);
            if (rule >= 0) {
                keys[rule]++;
                bytes[rule] += entity.position() - from;
            }
        }
    }

    public long keys(int rule) {
        return keys[rule];
    }

    /** The keys themselves not counted. */
    public long bytes(int rule) {
        return bytes[rule];
    }
}
