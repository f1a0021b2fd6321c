package io.tokenwatch.replay.cluster;

import io.tokenwatch.connector.Lines;
import io.tokenwatch.replay.InputDigest;
import io.tokenwatch.state.BytesIn;
import io.tokenwatch.state.BytesOut;

/**
 * Some lines of one input, or what was found at its end, as they go from who reads to who parses. The same input is always cut into the same
 * blocks, so input and number of a block say what is in it.
 */
final class LineBlock {
    static final byte LINES = 0;
    static final byte END = 1;

    /** Bytes of lines; a block has one line at least. */
    private static final int FULL = 128 * 1024;

    private final BytesOut out = new BytesOut(FULL + 8 * 1024);
    private final int input;
    private int number;
    private long line;
    private boolean empty = true;

    LineBlock(int input) {
        this.input = input;
        begin();
    }

    private void begin() {
        out.clear();
        out.writeByte(LINES);
        out.writeVarint(input);
        out.writeVarint(number);
        empty = true;
        line = 0;
    }

    void add(Lines lines) {
        out.writeVarint(lines.number() - line);
        line = lines.number();
        out.writeByte(lines.isTooLong() ? 1 : 0);
        out.writeBlock(lines.buffer(), lines.from(), lines.length());
        empty = false;
    }

    boolean isFull() {
        return out.size() >= FULL;
    }

    boolean isEmpty() {
        return empty;
    }

    int number() {
        return number;
    }

    byte[] bytes() {
        return out.toByteArray();
    }

    void next() {
        number++;
        begin();
    }

    /**
     * The end of the input; its number is that of the blocks before it.
     *
     * @param damagedAfter the last line before a damage of the compressed stream; negative if there is none
     */
    byte[] end(InputDigest digest, long damagedAfter) {
        out.clear();
        out.writeByte(END);
        out.writeVarint(input);
        out.writeVarint(number);
        out.writeVarint(digest.bytes());
        out.writeText(digest.sha256());
        out.writeSigned(damagedAfter);
        return out.toByteArray();
    }

    /** Who goes through the lines of a block. */
    interface Reader {
        void line(long number, boolean tooLong, byte[] buffer, int from, int length);
    }

    /** @param in behind kind, input and number */
    static void read(BytesIn in, Reader reader) {
        long line = 0;
        while (in.hasMore()) {
            line += in.readVarint();
            boolean tooLong = in.readByte() == 1;
            int length = in.readInt();
            int from = in.position();
            in.skip(length);
            reader.line(line, tooLong, in.array(), from, length);
        }
    }
}
