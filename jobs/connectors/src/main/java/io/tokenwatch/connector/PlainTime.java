package io.tokenwatch.connector;

import io.tokenwatch.connector.text.Timestamps;
import io.tokenwatch.event.TokenEvent;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Times as canonical lines write them. The day is worked out once for the many lines that have it. */
final class PlainTime {
    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long DAY = 86_400_000;
    /** {@code yyyy-MM-ddTHH:mm:ss.SSSZ}. */
    private static final int USUAL = 24;

    /** {@code yyyy-MM-ddTHH:mm:ssZ}. */
    private static final int SECONDS = 20;

    private final char[] text = new char[32];
    /** The first eight bytes of the last date, and the eight from its third on. */
    private long dateHead;

    private long dateTail;
    private long midnight;

    /** Milliseconds since the epoch; {@link TokenEvent#ABSENT} for what {@link Timestamps#utc} does not take. */
    long read(byte[] line, int from, int length) {
        if ((length == USUAL || length == SECONDS)
                && (long) EIGHT.get(line, from) == dateHead
                && (long) EIGHT.get(line, from + 2) == dateTail) {
            long ofDay = length == USUAL ? ofDay(line, from + 10) : wholeSeconds(line, from + 10, 'Z');
            if (ofDay >= 0) {
                return midnight + ofDay;
            }
        }
        return slowly(line, from, length);
    }

    private long slowly(byte[] line, int from, int length) {
        if (length > text.length) {
            return TokenEvent.ABSENT;
        }
        for (int i = 0; i < length; i++) {
            text[i] = (char) line[from + i];
        }
        long millis = Timestamps.utc(text, 0, length);
        if (millis != TokenEvent.ABSENT) {
            dateHead = (long) EIGHT.get(line, from);
            dateTail = (long) EIGHT.get(line, from + 2);
            midnight = Math.floorDiv(millis, DAY) * DAY;
        }
        return millis;
    }

    /** Of {@code THH:mm:ss.SSSZ}; negative if it is not that. */
    private static long ofDay(byte[] line, int from) {
        int tenths = pair(line, from + 10);
        int millis = pair(line, from + 11);
        long seconds = wholeSeconds(line, from, '.');
        return line[from + 13] == 'Z' && (seconds | tenths | millis) >= 0 ? seconds + tenths / 10 * 100L + millis : -1;
    }

    /** Of {@code THH:mm:ss} and what ends it, in milliseconds; negative if it is not that. */
    private static long wholeSeconds(byte[] line, int from, char last) {
        boolean form = line[from] == 'T' && line[from + 3] == ':' && line[from + 6] == ':' && line[from + 9] == last;
        int hour = pair(line, from + 1);
        int minute = pair(line, from + 4);
        int second = pair(line, from + 7);
        boolean sane = (hour | minute | second) >= 0 && hour < 24 && minute < 60 && second < 60;
        return form && sane ? ((hour * 60L + minute) * 60 + second) * 1000 : -1;
    }

    /** Two digits; negative if they are none. */
    private static int pair(byte[] line, int at) {
        int tens = line[at] - '0';
        int ones = line[at + 1] - '0';
        return (tens | ones | (9 - tens) | (9 - ones)) < 0 ? -1 : tens * 10 + ones;
    }
}
