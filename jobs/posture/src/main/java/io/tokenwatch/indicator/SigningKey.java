package io.tokenwatch.indicator;

import io.tokenwatch.event.Field;
import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.keyed.Key;
import io.tokenwatch.keyed.Newest;
import io.tokenwatch.state.BytesIn;
import io.tokenwatch.state.BytesOut;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * When a signing key was published and used: M8, key rotation lag, is the time from its publication to its first use; K1 its age on each
 * day that it is used. Merges in any order.
 */
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
    private static final long DAY = 86_400_000;
    /** Of the days of use the latest are told anew if the publication turns out to be earlier. */
    private static final int DAYS = 16;

    private static final Newest.Form<Long> FORM = new Newest.Form<>() {
        @Override
        public void encode(Long day, BytesOut out) {
            out.writeSigned(day);
        }

        @Override
        public Long decode(BytesIn in) {
            return in.readSigned();
        }
    };

    private final Ref ref;
    private long published = NEVER;
    private long used = NEVER;
    private long latest = Long.MIN_VALUE;
    /** Starts of the days of use. */
    private final Newest<Long> days = new Newest<>(DAYS);
    /** What was told last: by the time of a use or the start of a day, lag and age. */
    private SortedMap<Long, Long> toldLags = new TreeMap<>();

    private SortedMap<Long, Long> toldAges = new TreeMap<>();

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
            long day = Math.floorDiv(event.eventTime(), DAY) * DAY;
            key.days.add(day, day);
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
        days.merge(other.days);
    }

    /** Hands out what is to be added to cells so that they say what is known now. */
    public void tell(BiConsumer<Cell, Tally> out) {
        if (published == NEVER) {
            return;
        }
        SortedMap<Long, Long> lags = new TreeMap<>();
        if (used != NEVER) {
            lags.put(used, Math.max(0, used - published));
        }
        retell(Indicator.KEY_ROTATION_LAG, toldLags, lags, out);
        toldLags = lags;
        SortedMap<Long, Long> ages = new TreeMap<>();
        days.times().keySet().forEach(day -> ages.put(day, Math.max(0, day - published)));
        if (days.truncated()) {
            toldAges.keySet().retainAll(ages.keySet()); // what is beyond the bound stays as it was told
        }
        retell(Indicator.KEY_AGE, toldAges, ages, out);
        toldAges = ages;
    }

    private void retell(
            Indicator indicator, SortedMap<Long, Long> before, SortedMap<Long, Long> now, BiConsumer<Cell, Tally> out) {
        before.forEach((time, millis) -> {
            if (!millis.equals(now.get(time))) {
                Tally back = new Tally();
                back.subtract(Tally.latency(indicator, millis));
                out.accept(cell(indicator, time), back);
            }
        });
        now.forEach((time, millis) -> {
            if (!millis.equals(before.get(time))) {
                out.accept(cell(indicator, time), Tally.latency(indicator, millis));
            }
        });
    }

    private Cell cell(Indicator indicator, long time) {
        return Cell.of(indicator, time, ref.tenant, ref.issuer);
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
        days.encode(out, FORM);
        encode(toldLags, out);
        encode(toldAges, out);
    }

    private static void encode(SortedMap<Long, Long> told, BytesOut out) {
        out.writeVarint(told.size());
        for (Map.Entry<Long, Long> each : told.entrySet()) {
            out.writeSigned(each.getKey());
            out.writeSigned(each.getValue());
        }
    }

    public static SigningKey decode(BytesIn in) {
        SigningKey key = new SigningKey(Ref.decode(in));
        key.published = in.readLong();
        key.used = in.readLong();
        key.latest = in.readLong();
        key.days.decode(in, FORM);
        decode(in, key.toldLags);
        decode(in, key.toldAges);
        return key;
    }

    private static void decode(BytesIn in, SortedMap<Long, Long> told) {
        for (int i = in.readInt(); i > 0; i--) {
            told.put(in.readSigned(), in.readSigned());
        }
    }
}
