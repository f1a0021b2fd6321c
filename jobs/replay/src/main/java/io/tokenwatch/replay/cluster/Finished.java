package io.tokenwatch.replay.cluster;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/** Which blocks of which inputs are in parts that are whole. */
final class Finished {
    private final Map<Integer, BitSet> blocks = new HashMap<>();
    /** How many blocks an input has, its end not counted. */
    private final Map<Integer, Integer> ends = new HashMap<>();

    void add(BlockTally block) {
        if (block.isEnd()) {
            ends.put(block.input, block.number);
        } else {
            blocks.computeIfAbsent(block.input, input -> new BitSet()).set(block.number);
        }
    }

    boolean contains(int input, int block) {
        BitSet of = blocks.get(input);
        return of != null && of.get(block);
    }

    /** Whether nothing of the input has to be read again. */
    boolean isWhole(int input) {
        Integer end = ends.get(input);
        BitSet of = blocks.getOrDefault(input, new BitSet());
        return end != null && of.cardinality() == end;
    }
}
