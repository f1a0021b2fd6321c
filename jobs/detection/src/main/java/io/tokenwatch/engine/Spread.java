package io.tokenwatch.engine;

import com.dynatrace.hash4j.hashing.Hashing;
import io.tokenwatch.event.Field;
import io.tokenwatch.event.TokenEvent;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The keys of an event whose key fields hold several values: one for each value, and of several such fields one for each choice.
 * Beyond {@link #MOST} it is those of the values with the smallest hashes, which no order of the values can bias; how many
 * were left out is counted.
 */
final class Spread {
    /** Most keys that one event has in one group. */
    static final int MOST = 128;

    /** So many texts are compared each with each. */
    private static final int FEW = 16;

    private final String[] @Nullable [] values;
    private final int[] chosen;
    private long keys;
    private long given;
    private long leftOut;

    Spread(int parts) {
        values = new String[parts] @Nullable [];
        chosen = new int[parts];
    }

    /** Begins with an event that has all the fields; {@link #next} then goes to the first key. */
    void over(TokenEvent event, List<Field> fields) {
        keys = 1;
        for (int i = 0; i < fields.size(); i++) {
            String[] several = fields.get(i).type().isTexts() ? event.texts(fields.get(i)) : null;
            values[i] = several == null ? null : distinct(several);
            keys = values[i] == null ? keys : Math.min(keys * values[i].length, Integer.MAX_VALUE);
            chosen[i] = 0;
        }
        given = 0;
        if (keys > MOST) {
            leftOut += keys - MOST;
            for (String @Nullable [] several : values) {
                if (several != null) {
                    Arrays.sort(
                            several, Comparator.comparingLong(Spread::hash).thenComparing(Comparator.naturalOrder()));
                }
            }
        }
    }

    private static String[] distinct(String[] several) {
        for (int i = 1; i < several.length; i++) {
            for (int j = 0; j < i; j++) {
                if (several.length > FEW || several[i].equals(several[j])) {
                    return Arrays.stream(several).distinct().toArray(String[]::new);
                }
            }
        }
        return several.clone(); // may be put in order
    }

    private static long hash(String value) {
        return Hashing.xxh3_64().hashCharsToLong(value);
    }

    boolean next() {
        if (given == Math.min(keys, MOST)) {
            return false;
        }
        if (given++ > 0) {
            int part = 0;
            while (values[part] == null || ++chosen[part] == values[part].length) {
                chosen[part++] = 0;
            }
        }
        return true;
    }

    /** The value of a part in the present key; null where the field holds one value only. */
    @Nullable
    String value(int part) {
        String[] several = values[part];
        return several == null ? null : several[chosen[part]];
    }

    /** How many keys were beyond the bound, over all events. */
    long leftOut() {
        return leftOut;
    }
}
