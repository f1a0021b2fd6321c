package io.tokenwatch.indicator;

import io.tokenwatch.event.Field;
import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.keyed.Key;
import io.tokenwatch.state.BytesIn;
import io.tokenwatch.state.BytesOut;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** When a signing key was published and first used: M8, key rotation lag, is the time between. Merges in any order. */
public final class SigningKey {
    /** Which key. */
    public record Ref(@Nullable String tenant, @Nullable String issuer, String kid) {
        public Key key() {
            return Key.of("kid", tenant, issuer, kid);
        }

        void encode(BytesOut out) {
            for (String text : new @Nullable String[] {tenant, issuer}) {
                out.writeByte(text == null ? 0 : 1);
                if (text != null) {
                    out.writeText(text);
                }
            }
            out.writeText(kid);
        }

        static Ref decode(BytesIn in) {
            String tenant = in.readByte() == 0 ? null : in.readText();
            String issuer = in.readByte() == 0 ? null : in.readText();
            return new Ref(tenant, issuer, in.readText());
        }
    }

    private static final long NEVER = Long.MAX_VALUE;

    private final Ref ref;
    private long published = NEVER;
    private long used = NEVER;
    private long latest = Long.MIN_VALUE;
    /** What was told last: first use and lag. */
    private long toldUse = NEVER;

    private long toldLag;

    public SigningKey(Ref ref) {
        this.ref = ref;
    }

    /** What the event says of a key; null if nothing. */
    public static @Nullable SigningKey of(TokenEvent event) {
        String kid = event.text(Field.KID);
        String type = event.text(Field.EVENT_TYPE);
        if (kid == null || type == null) {
            return null;
        }
        SigningKey key = new SigningKey(new Ref(event.text(Field.TENANT), event.text(Field.ISSUER), kid));
        if (type.equals("key.published")) {
            key.published = event.eventTime();
        } else if (type.startsWith("token.")) {
            key.used = event.eventTime();
        } else {
            return null;
        }
        key.latest = event.eventTime();
        return key;
    }

    public Ref ref() {
        return ref;
    }

    public void merge(SigningKey other) {
        published = Math.min(published, other.published);
        used = Math.min(used, other.used);
        latest = Math.max(latest, other.latest);
    }

    /** Hands out what is to be added to cells so that they say what is known now. */
    public void tell(BiConsumer<Cell, Tally> out) {
        if (published == NEVER || used == NEVER) {
            return;
        }
        long lag = Math.max(0, used - published);
        if (toldUse == used && toldLag == lag) {
            return;
        }
        if (toldUse != NEVER) {
            Tally back = new Tally();
            back.subtract(Tally.latency(Indicator.KEY_ROTATION_LAG, toldLag));
            out.accept(cell(toldUse), back);
        }
        toldUse = used;
        toldLag = lag;
        out.accept(cell(used), Tally.latency(Indicator.KEY_ROTATION_LAG, lag));
    }

    private Cell cell(long time) {
        return Cell.of(Indicator.KEY_ROTATION_LAG, time, ref.tenant, ref.issuer);
    }

    /** The latest event that spoke of it, milliseconds since the epoch. */
    public long latest() {
        return latest;
    }

    public void encode(BytesOut out) {
        ref.encode(out);
        out.writeLong(published);
        out.writeLong(used);
        out.writeLong(latest);
        out.writeLong(toldUse);
        out.writeSigned(toldLag);
    }

    public static SigningKey decode(BytesIn in) {
        SigningKey key = new SigningKey(Ref.decode(in));
        key.published = in.readLong();
        key.used = in.readLong();
        key.latest = in.readLong();
        key.toldUse = in.readLong();
        key.toldLag = in.readSigned();
        return key;
    }
}
