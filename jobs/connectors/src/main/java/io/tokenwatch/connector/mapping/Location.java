package io.tokenwatch.connector.mapping;

import io.tokenwatch.connector.record.Pointer;
import java.util.HashMap;
import java.util.Map;

/**
 * A pointer, and where it starts.
 *
 * @param index its number among those of the mapping
 */
record Location(int index, Start start, Pointer pointer) {
    enum Start {
        RECORD,
        PARENT,
        ELEMENT
    }

    static boolean is(String text) {
        return text.startsWith("/") || text.startsWith("./") || text.startsWith("../");
    }

    /** Those of one mapping: the same text is the same location. */
    static final class All {
        private final Map<String, Location> byText = new HashMap<>();

        /** @throws IllegalArgumentException if it is no pointer; the message says why */
        Location of(String text) {
            Location known = byText.get(text);
            if (known == null) {
                int dots = text.indexOf('/');
                Start start = dots == 2 ? Start.PARENT : dots == 1 ? Start.ELEMENT : Start.RECORD;
                known = new Location(byText.size(), start, Pointer.of(text.substring(Math.max(0, dots))));
                byText.put(text, known);
            }
            return known;
        }

        int count() {
            return byText.size();
        }
    }
}
