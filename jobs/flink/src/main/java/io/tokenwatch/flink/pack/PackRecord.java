package io.tokenwatch.flink.pack;

import java.nio.ByteBuffer;

/**
 * A pack as it was published.
 *
 * @param appended when the broker had it, ms since the epoch; 0 if unknown
 * @param json what should be a {@link io.tokenwatch.pack.Published}; not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record PackRecord(long appended, byte[] json) {
    /** For a checkpoint. */
    byte[] encode() {
        return ByteBuffer.allocate(8 + json.length).putLong(appended).put(json).array();
    }

    static PackRecord decode(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        long appended = in.getLong();
        byte[] json = new byte[in.remaining()];
        in.get(json);
        return new PackRecord(appended, json);
    }
}
