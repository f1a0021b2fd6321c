package io.tokenwatch.connector.text;

import io.tokenwatch.event.TokenEvent;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;

/** Times as logs write them, in milliseconds since the epoch; {@link TokenEvent#ABSENT} where there is none. */
public final class Timestamps {
    private static final long DAY_SECONDS = 86_400;

    private Timestamps() {}

    /**
     * {@code 2026-01-01T00:00:00[.SSS]Z} from 20 or more characters, ten times faster than {@link Instant#parse};
     * absent for every other form, which then deserves the slow way.
     */
    public static long utc(char[] text, int from, int length) {
        if (length < 20 || length > 30 || text[from + length - 1] != 'Z' || text[from + 10] != 'T') {
            return TokenEvent.ABSENT;
        }
        int year = number(text, from, 4);
        int month = number(text, from + 5, 2);
        int day = number(text, from + 8, 2);
        int hour = number(text, from + 11, 2);
        int minute = number(text, from + 14, 2);
        int second = number(text, from + 17, 2);
        boolean form = text[from + 4] == '-'
                && text[from + 7] == '-'
                && text[from + 13] == ':'
                && text[from + 16] == ':'
                && (year | month | day | hour | minute | second) >= 0;
        int millis = length == 20 ? 0 : fraction(text, from + 19, from + length - 1);
        if (!form
                || millis < 0
                || month < 1
                || month > 12
                || day < 1
                || day > daysOf(year, month)
                || hour > 23
                || minute > 59
                || second > 59) {
            return TokenEvent.ABSENT;
        }
        return (epochDay(year, month, day) * DAY_SECONDS + hour * 3600L + minute * 60L + second) * 1000 + millis;
    }

    /**
     * A time in one of the forms of log prefixes: date, {@code T} or blank, time of day, fraction after {@code ,} or
     * {@code .}, zone as {@code Z}, {@code +01:00}, {@code +0100} or {@code +01}, or none.
     *
     * @param local the zone where the text has none
     */
    public static long logged(String text, ZoneId local) {
        String form = text.trim().replace(',', '.');
        if (form.length() < 19) {
            return TokenEvent.ABSENT;
        }
        int zone = zoneStart(form);
        String time = (form.substring(0, 10) + 'T' + form.substring(11, zone)).trim();
        String offset = form.substring(zone).trim();
        try {
            return offset.isEmpty()
                    ? LocalDateTime.parse(time).atZone(local).toInstant().toEpochMilli()
                    : OffsetDateTime.parse(time + withColon(offset)).toInstant().toEpochMilli();
        } catch (DateTimeException | ArithmeticException e) {
            return TokenEvent.ABSENT;
        }
    }

    /** Where the zone begins after a time of day; the length if it has none. */
    private static int zoneStart(String form) {
        for (int i = 19; i < form.length(); i++) {
            char c = form.charAt(i);
            if (c != '.' && (c < '0' || c > '9')) {
                return i;
            }
        }
        return form.length();
    }

    private static String withColon(String offset) {
        return offset.length() == 5 && offset.charAt(0) != 'Z'
                ? offset.substring(0, 3) + ':' + offset.substring(3)
                : offset;
    }

    private static int fraction(char[] text, int from, int to) {
        if (text[from] != '.' || to - from < 2) {
            return -1;
        }
        int millis = 0;
        for (int i = 1; i <= 9; i++) {
            int digit = from + i < to ? text[from + i] - '0' : 0;
            if (digit < 0 || digit > 9) {
                return -1;
            }
            millis = i <= 3 ? millis * 10 + digit : millis;
        }
        return to - from > 10 ? -1 : millis;
    }

    private static int number(char[] text, int from, int digits) {
        int number = 0;
        for (int i = from; i < from + digits; i++) {
            int digit = text[i] - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = number * 10 + digit;
        }
        return number;
    }

    private static int daysOf(int year, int month) {
        boolean leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        return switch (month) {
            case 2 -> leap ? 29 : 28;
            case 4, 6, 9, 11 -> 30;
            default -> 31;
        };
    }

    /**
     * Days since 1970-01-01 of a date in the Gregorian calendar; years are counted from March, so that leap days come
     * last.
     */
    private static long epochDay(int year, int month, int day) {
        int y = month <= 2 ? year - 1 : year;
        int shifted = (month + 9) % 12;
        long days = 365L * y + y / 4 - y / 100 + y / 400 + (153 * shifted + 2) / 5 + day - 1;
        return days - 719_468;
    }
}
