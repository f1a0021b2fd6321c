package io.tokenwatch.engine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * An entity whose bytes begin with how many of them are used. So they are all there is of a key while no state of it is decoded: one piece of
 * memory to fetch, of which this is a view.
 */
final class HeapEntity extends Entity {
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final int START = Integer.BYTES;
    /** What the first events of a key bring, without moving: with the head of the array two lines of the processor's cache. */
    private static final int ROOM = 112;

    HeapEntity() {
        super(none(), START, START);
    }

    private HeapEntity(HeapEntity other) {
        super(other);
    }

    /** The bytes of one of which nothing is known. */
    static byte[] none() {
        byte[] packed = new byte[ROOM];
        INT.set(packed, 0, START);
        return packed;
    }

    /** Makes this a view of that one. */
    HeapEntity over(byte[] packed) {
        over(packed, (int) INT.get(packed, 0));
        return this;
    }

    /** All of it; only where no state is decoded. */
    byte[] packed() {
        byte[] packed = bytes();
        INT.set(packed, 0, end());
        return packed;
    }

    /** One that lasts, in the place of this view. */
    HeapEntity detached() {
        return new HeapEntity(this);
    }
}
