package io.tokenwatch.flink.registry;

import java.nio.ByteBuffer;

/** Confluent's wire format: a zero byte, the schema id as four bytes, big-endian, then the record. */
public final class Framing {
    /** The bytes before the record. */
    public static final int LENGTH = 5;

    private static final byte MAGIC = 0;

    private Framing() {}

    public static boolean isFramed(byte[] value) {
        return value.length >= LENGTH && value[0] == MAGIC;
    }

    /** The schema id of a {@linkplain #isFramed framed} value. */
    public static int schemaId(byte[] value) {
        return ByteBuffer.wrap(value).getInt(1);
    }

    public static byte[] frame(int schemaId, byte[] record) {
        return ByteBuffer.allocate(LENGTH + record.length)
                .put(MAGIC)
                .putInt(schemaId)
                .put(record)
                .array();
    }
}
