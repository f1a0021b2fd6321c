package io.tokenwatch.event;

import java.nio.charset.StandardCharsets;

/** The texts with which audit logs say that they know nothing: empty, "-", "null" and "unknown", in any case. */
public final class Absent {
    private Absent() {}

    public static boolean is(String value) {
        return switch (value.length()) {
            case 0 -> true;
            case 1 -> value.charAt(0) == '-';
            case 4 -> (value.charAt(0) | ' ') == 'n' && value.equalsIgnoreCase("null");
            case 7 -> (value.charAt(0) | ' ') == 'u' && value.equalsIgnoreCase("unknown");
            default -> false;
        };
    }

    /** As {@link #is(String)}, of ASCII; makes no String of what is surely not. */
    static boolean is(byte[] value, int from, int length) {
        boolean mayBe = length == 0
                || (length == 1 && value[from] == '-')
                || (length == 4 && (value[from] | ' ') == 'n')
                || (length == 7 && (value[from] | ' ') == 'u');
        return mayBe && is(new String(value, from, length, StandardCharsets.ISO_8859_1));
    }
}
