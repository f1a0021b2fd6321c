package io.tokenwatch.replay.cluster;

import java.io.Serial;
import java.io.Serializable;
import java.util.BitSet;
import java.util.HashMap;

/** Which blocks of which inputs are in parts that are whole. Travels with tasks. */
final class Finished implements Serializable {
    @Serial
    private static final long serialVersionUID = 1L;

    private final HashMap<Integer, BitSet> blocks = new HashMap<>();
    /** How many blocks an input has, its end not counted. */
    private final HashMap<Integer, Integer> ends = new HashMap<>();

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
