package io.tokenwatch.match;

import io.tokenwatch.event.Field;
import io.tokenwatch.event.TokenEvent;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Events that have the same fields, and the same values in those that have few: what they all meet of an index, and what is left to test on each. A log of
 * millions of events has some hundred situations.
 */
final class Situation {
    private static final Field[] FEW = {
        Field.EVENT_TYPE,
        Field.TENANT,
        Field.OUTCOME,
        Field.TOKEN_KIND,
        Field.TOKEN_TYPE,
        Field.ALG,
        Field.SUBJECT_TYPE,
        Field.CLIENT_TYPE,
        Field.GRANT_TYPE,
        Field.AUTH_METHOD,
        Field.CLIENT_ENVIRONMENT,
        Field.SRC_AS_TYPE,
        Field.VALIDATION_MODE,
        Field.DENY_REASON,
        Field.ENDPOINT_CLASS,
        Field.REVOCATION_SCOPE,
    };
    static final Set<Field> KNOWN = EnumSet.copyOf(List.of(FEW));

    private final long[] said = new long[TokenEvent.WORDS];
    private final @Nullable String[] values = new @Nullable String[FEW.length];
    private final int[] met;
    private final Branch left;

    Situation(TokenEvent event, Branch root) {
        for (int word = 0; word < said.length; word++) {
            said[word] = event.said(word);
        }
        for (int i = 0; i < FEW.length; i++) {
            values[i] = event.text(FEW[i]);
        }
        Settled settled = new Settled(event);
        root.settle(settled);
        met = settled.met.stream().mapToInt(selection -> selection).toArray();
        left = settled.left();
    }

    /** Differs, most likely, for events in different situations; 0 if one of the fields with few values lies in its line, of which no String is made. */
    static long hash(TokenEvent event) {
        long hash = 1;
        for (int word = 0; word < TokenEvent.WORDS; word++) {
            hash = (hash + event.said(word)) * 0x9E3779B97F4A7C15L;
            hash ^= hash >>> 32;
        }
        for (Field field : FEW) {
            if (event.lying(field) != 0) {
                return 0;
            }
            String value = event.text(field);
            hash = (hash + (value == null ? 0 : value.hashCode())) * 0xD6E8FEB86659FD93L;
        }
        return Math.max(1, hash >>> 1);
    }

    boolean isOf(TokenEvent event) {
        for (int word = 0; word < said.length; word++) {
            if (said[word] != event.said(word)) {
                return false;
            }
        }
        for (int i = 0; i < FEW.length; i++) {
            if (!same(values[i], event.text(FEW[i]))) {
                return false;
            }
        }
        return true;
    }

    @SuppressWarnings("ReferenceEquality") // which is the usual case
    private static boolean same(@Nullable String one, @Nullable String other) {
        return one == other || (one != null && one.equals(other));
    }

    void match(TokenEvent event, SelectionSet found) {
        for (int selection : met) {
            found.add(selection);
        }
        left.match(event, found);
    }

    /** What is found while an index is settled for an event. */
    static final class Settled {
        final TokenEvent event;
        final List<Integer> met = new ArrayList<>();
        final List<SharedSelection> tested = new ArrayList<>();
        final List<LookUp> lookUps = new ArrayList<>();

        Settled(TokenEvent event) {
            this.event = event;
        }

        private Branch left() {
            return new Branch(tested, lookUps);
        }
    }
}
