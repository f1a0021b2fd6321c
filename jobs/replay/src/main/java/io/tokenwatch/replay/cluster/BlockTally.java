package io.tokenwatch.replay.cluster;

import io.tokenwatch.replay.Counts;
import io.tokenwatch.state.BytesIn;
import io.tokenwatch.state.BytesOut;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What became of the records of one block: all but the events themselves. */
final class BlockTally {
    /** A record that could not be read; {@code sha256} is empty for the damaged rest of an input. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Dead(long line, String reason, int bytes, byte[] sha256, String excerpt) {}

    final int input;
    final int number;
    final Counts counts;
    final Map<String, Long> unknownFields = new LinkedHashMap<>();
    final List<Dead> dead = new ArrayList<>();
    /** Of the block that ends an input: its length and digest as stored; empty in all others. */
    String sha256 = "";

    long bytes;

    BlockTally(int input, int number) {
        this(input, number, new Counts());
    }

    private BlockTally(int input, int number, Counts counts) {
        this.input = input;
        this.number = number;
        this.counts = counts;
    }

    boolean isEnd() {
        return !sha256.isEmpty();
    }

    void write(BytesOut out) {
        out.writeVarint(input);
        out.writeVarint(number);
        counts.write(out);
        out.writeText(sha256);
        out.writeVarint(bytes);
        out.writeVarint(unknownFields.size());
        unknownFields.forEach((name, count) -> {
            out.writeText(name);
            out.writeVarint(count);
        });
        out.writeVarint(dead.size());
        for (Dead one : dead) {
            out.writeVarint(one.line);
            out.writeText(one.reason);
            out.writeVarint(one.bytes);
            out.writeBlock(one.sha256, 0, one.sha256.length);
            out.writeText(one.excerpt);
        }
    }

    static BlockTally read(BytesIn in) {
        BlockTally tally = new BlockTally(in.readInt(), in.readInt(), Counts.read(in));
        tally.sha256 = in.readText();
        tally.bytes = in.readVarint();
        for (int i = in.readInt(); i > 0; i--) {
            tally.unknownFields.put(in.readText(), in.readVarint());
        }
        for (int i = in.readInt(); i > 0; i--) {
            tally.dead.add(new Dead(in.readVarint(), in.readText(), in.readInt(), in.readBlock(), in.readText()));
        }
        return tally;
    }
}
