package io.tokenwatch.alert;

import java.time.Instant;

/** Instants as {@link Instant#toString} writes them, but ten times as fast for the years that audit logs speak of. */
public final class Iso {
    private static final long DAY = 86_400_000;

    /** The first and the last day of the years 1 to 9999, as days since the epoch. */
    private static final long FIRST_DAY = -719_162;

    private static final long LAST_DAY = 2_932_896;

    private Iso() {}

    /** @param millis since the epoch */
    public static String text(long millis) {
        long day = Math.floorDiv(millis, DAY);
        if (day < FIRST_DAY || day > LAST_DAY) {
            return Instant.ofEpochMilli(millis).toString();
        }
        int ofDay = (int) (millis - day * DAY);
        boolean whole = ofDay % 1000 == 0;
        byte[] out = new byte[whole ? 20 : 24];
        date(day, out);
        out[10] = 'T';
        two(ofDay / 3_600_000, out, 11);
        out[13] = ':';
        two(ofDay / 60_000 % 60, out, 14);
        out[16] = ':';
        two(ofDay / 1000 % 60, out, 17);
        if (!whole) {
            out[19] = '.';
            out[20] = (byte) ('0' + ofDay / 100 % 10);
            two(ofDay % 100, out, 21);
        }
        out[out.length - 1] = 'Z';
        return new String(out, java.nio.charset.StandardCharsets.ISO_8859_1);
    }

    /** Years are counted from March in eras of 400, so that leap days come last (Hinnant, chrono-compatible date algorithms). */
    private static void date(long day, byte[] out) {
        long shifted = day + 719_468;
        long era = Math.floorDiv(shifted, 146_097L);
        int ofEra = (int) (shifted - era * 146_097);
        int yearOfEra = (ofEra - ofEra / 1460 + ofEra / 36_524 - ofEra / 146_096) / 365;
        int ofYear = ofEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        int monthFromMarch = (5 * ofYear + 2) / 153;
        int month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
        int year = (int) (era * 400) + yearOfEra + (month <= 2 ? 1 : 0);
        two(year / 100, out, 0);
        two(year % 100, out, 2);
        out[4] = '-';
        two(month, out, 5);
        out[7] = '-';
        two(ofYear - (153 * monthFromMarch + 2) / 5 + 1, out, 8);
    }

    private static void two(int number, byte[] out, int at) {
        out[at] = (byte) ('0' + number / 10);
        out[at + 1] = (byte) ('0' + number % 10);
    }
}
