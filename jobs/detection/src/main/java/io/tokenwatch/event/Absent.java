package io.tokenwatch.event;

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
}
