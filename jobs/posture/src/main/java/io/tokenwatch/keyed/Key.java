package io.tokenwatch.keyed;

import com.dynatrace.hash4j.hashing.HashValue128;
import com.dynatrace.hash4j.hashing.Hashing;
import io.tokenwatch.state.BytesIn;
import io.tokenwatch.state.BytesOut;
import org.jspecify.annotations.Nullable;

/** The 128-bit hash of what names a thing (xxh3): under it its state is kept, and its document written. */
public record Key(long high, long low) {
    /** Of parts in that order; an absent part differs from an empty one. */
    public static Key of(@Nullable String... parts) {
        BytesOut out = new BytesOut(128);
        for (String part : parts) {
            out.writeByte(part == null ? 0 : 1);
            if (part != null) {
                out.writeText(part);
            }
        }
        HashValue128 hash = Hashing.xxh3_128().hashBytesTo128Bits(out.array(), 0, out.size());
        return new Key(hash.getMostSignificantBits(), hash.getLeastSignificantBits());
    }

    /** 32 hexadecimal digits. */
    public String hex() {
        return String.format("%016x%016x", high, low);
    }

    public void encode(BytesOut out) {
        out.writeLong(high);
        out.writeLong(low);
    }

    public static Key decode(BytesIn in) {
        return new Key(in.readLong(), in.readLong());
    }
}
