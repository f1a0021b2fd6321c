package io.tokenwatch.bench.oracle;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * Reads the fields that PB-1 needs from one canonical line, in any order of fields, and nothing else: values stay bytes.
 * Accepts flat objects of strings, numbers, literals and arrays of strings, without blanks between tokens, as the
 * canonical form is written. Identifiers are compared by their bytes as written.
 */
final class LineScanner {
    static final int NO_ASN = Integer.MIN_VALUE;

    static final long ISSUED = hash("token.issued");
    static final long VALIDATED = hash("token.validated");
    static final long REVOKED = hash("token.revoked");
    static final long REFRESHED = hash("token.refreshed");

    private static final long EVENT_TYPE = hash("event_type");
    private static final long EVENT_TIME = hash("event_time");
    private static final long EVENT_ID = hash("event_id");
    private static final long CLIENT_ID = hash("client_id");
    private static final long TOKEN_ID = hash("token_id");
    private static final long SCOPE = hash("scope");
    private static final long SRC_ASN = hash("src.asn");
    private static final long OUTCOME = hash("outcome");
    private static final long SUCCESS = hash("success");

    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHS = 0x8080808080808080L;
    private static final long QUOTES = ONES * '"';

    long type;
    long time;
    boolean success;
    int asn;
    int idAt;
    int idLength;
    int clientAt;
    int clientLength;
    int tokenAt;
    int tokenLength;
    /** Index of the scope array's first byte after the bracket, or -1. */
    int scopeAt;

    private long yearMonth;
    private long dayDigits;
    private long dayStart;

    /** Reads the line that starts at {@code start}; returns the index after its newline. */
    int scan(byte[] b, int start) {
        type = 0;
        success = false;
        asn = NO_ASN;
        tokenLength = 0;
        clientLength = 0;
        scopeAt = -1;
        int p = start + 1;
        while (b[p] == '"') {
            int keyEnd = quote(b, p + 1);
            long key = Hash64.of(b, p + 1, keyEnd - p - 1);
            p = keyEnd + 2;
            byte first = b[p];
            if (first == '"') {
                int value = p + 1;
                int end = quote(b, value);
                string(b, key, value, end - value);
                p = end + 1;
            } else if (first == '[') {
                if (key == SCOPE) {
                    scopeAt = p + 1;
                }
                p = afterArray(b, p + 1);
            } else {
                if (key == SRC_ASN && first >= '0' && first <= '9') {
                    asn = number(b, p);
                }
                while (b[p] != ',' && b[p] != '}') {
                    p++;
                }
            }
            p++;
        }
        if (b[p] != '\n') {
            throw new IllegalArgumentException("not a canonical line at byte " + start + " of its chunk");
        }
        return p + 1;
    }

    private void string(byte[] b, long key, int at, int length) {
        if (key == TOKEN_ID) {
            tokenAt = at;
            tokenLength = length;
        } else if (key == EVENT_TIME) {
            time = time(b, at);
        } else if (key == EVENT_TYPE) {
            type = Hash64.of(b, at, length);
        } else if (key == OUTCOME) {
            success = Hash64.of(b, at, length) == SUCCESS;
        } else if (key == EVENT_ID) {
            idAt = at;
            idLength = length;
        } else if (key == CLIENT_ID) {
            clientAt = at;
            clientLength = length;
        }
    }

    /** Index of the first quote from {@code from} on that no backslash escapes. */
    static int quote(byte[] b, int from) {
        int p = from;
        while (true) {
            long x = Hash64.word(b, p) ^ QUOTES;
            long found = (x - ONES) & ~x & HIGHS;
            if (found == 0) {
                p += 8;
                continue;
            }
            p += Long.numberOfTrailingZeros(found) >>> 3;
            int backslash = p;
            while (b[backslash - 1] == '\\') {
                backslash--;
            }
            if (((p - backslash) & 1) == 0) {
                return p;
            }
            p++;
        }
    }

    private static int afterArray(byte[] b, int from) {
        int p = from;
        while (b[p] != ']') {
            p = b[p] == '"' ? quote(b, p + 1) + 1 : p + 1;
        }
        return p + 1;
    }

    private static int number(byte[] b, int from) {
        int n = 0;
        for (int p = from; b[p] >= '0' && b[p] <= '9'; p++) {
            n = 10 * n + b[p] - '0';
        }
        return n;
    }

    /** Milliseconds since the epoch of {@code yyyy-MM-ddTHH:mm:ss[.SSS]Z}; the day is worked out once for each change. */
    private long time(byte[] b, int at) {
        long head = Hash64.word(b, at);
        long tail = Hash64.word(b, at + 2);
        if (head != yearMonth || tail != dayDigits) {
            yearMonth = head;
            dayDigits = tail;
            dayStart = LocalDate.parse(new String(b, at, 10, US_ASCII))
                    .atStartOfDay()
                    .toInstant(ZoneOffset.UTC)
                    .toEpochMilli();
        }
        int seconds = pair(b, at + 11) * 3_600 + pair(b, at + 14) * 60 + pair(b, at + 17);
        int millis = b[at + 19] == '.' ? (b[at + 20] - '0') * 100 + pair(b, at + 21) : 0;
        return dayStart + seconds * 1_000L + millis;
    }

    private static int pair(byte[] b, int at) {
        return b[at] * 10 + b[at + 1] - '0' * 11;
    }

    private static long hash(String ascii) {
        byte[] padded = (ascii + "\0\0\0\0\0\0\0\0").getBytes(US_ASCII);
        return Hash64.of(padded, 0, ascii.length());
    }
}
