package io.tokenwatch.bench.workload;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.time.Instant;

/** Writes events as canonical NDJSON, without a String per event. */
final class LineWriter {
    /** Longer than any line we write: seven scopes are about 120 B, all else below 400 B. */
    private static final int LONGEST = 1_024;

    private static final byte[] HEX = "0123456789abcdef".getBytes(US_ASCII);
    private static final long DAY = 86_400_000;

    private final World world;
    private final long epoch;
    private final Workload.Appender out;
    private byte[] buffer;
    private int at;
    private long day = Long.MIN_VALUE;
    private byte[] date = {};

    LineWriter(World world, long epoch, Workload.Appender out) {
        this.world = world;
        this.epoch = epoch;
        this.out = out;
        this.buffer = out.room(LONGEST);
    }

    void write(AuditEvent e) {
        buffer = out.room(LONGEST);
        at = out.position();
        int start = at;
        text("{\"event_type\":\"token.");
        text(e.kind().verb());
        text("\",\"event_time\":\"");
        time(epoch + e.time());
        text("\",\"event_id\":\"e");
        // An odd factor makes a bijection of 32 bits: unique, and without the order of the stream.
        hex(e.id() * 0x9E3779B1L, 8);
        text("\",\"tenant\":\"t1\",\"client_id\":\"c");
        decimal(10_000 + e.client());
        text("\",\"token_id\":\"hmac-sha256:k1:");
        hex(world.bits(e.token()), 16);
        hex(world.bits(e.token() ^ Long.MIN_VALUE), 16);
        switch (e.kind()) {
            case ISSUED -> {
                text("\",\"token_kind\":\"access\",\"scope\":[\"");
                scopes(e.scopes());
                text("],\"subject\":\"u");
                decimal((int) (world.bits(e.token()) >>> 44));
                source(e);
            }
            case VALIDATED -> {
                source(e);
                text(",\"resource_server\":\"rs");
                decimal(10 + (int) (world.bits(e.id()) >>> 58));
                text("\"");
            }
            case REVOKED -> {
                text("\",\"token_kind\":\"access\",\"subject\":\"u");
                decimal((int) (world.bits(e.token()) >>> 44));
                text("\",\"revocation_scope\":\"token\"");
            }
            case REFRESHED -> {
                text("\",\"token_kind\":\"refresh\",\"family_id\":\"f");
                decimal(e.family());
                text("\",\"generation\":");
                decimal(e.generation());
                text(",\"subject\":\"u");
                decimal((int) (world.bits(e.family()) >>> 44));
                source(e);
            }
        }
        text(e.success() ? ",\"outcome\":\"success\"}\n" : ",\"outcome\":\"failure\"}\n");
        out.advance(at - start);
    }

    /** The presenter's address and network; closes the string before it. */
    private void source(AuditEvent e) {
        long host = world.bits(e.token() + e.asn());
        text("\",\"src.ip\":\"10.");
        decimal((int) (host >>> 56));
        text(".");
        decimal((int) (host >>> 48) & 0xFF);
        text(".");
        decimal((int) (host >>> 40) & 0xFF);
        if (e.asn() == AuditEvent.NO_ASN) {
            text("\"");
        } else {
            text("\",\"src.asn\":");
            decimal(e.asn());
        }
    }

    private void scopes(long set) {
        for (long rest = set; rest != 0; rest &= rest - 1) {
            text(Scopes.name(Long.numberOfTrailingZeros(rest)));
            text((rest & (rest - 1)) == 0 ? "\"" : "\",\"");
        }
    }

    private void time(long millis) {
        if (Math.floorDiv(millis, DAY) != day) {
            day = Math.floorDiv(millis, DAY);
            date = Instant.ofEpochMilli(millis).toString().substring(0, 11).getBytes(US_ASCII);
        }
        text(date);
        int rest = (int) Math.floorMod(millis, DAY);
        pair(rest / 3_600_000);
        buffer[at++] = ':';
        pair(rest / 60_000 % 60);
        buffer[at++] = ':';
        pair(rest / 1_000 % 60);
        buffer[at++] = '.';
        buffer[at++] = (byte) ('0' + rest / 100 % 10);
        pair(rest % 100);
        buffer[at++] = 'Z';
    }

    private void pair(int n) {
        buffer[at++] = (byte) ('0' + n / 10);
        buffer[at++] = (byte) ('0' + n % 10);
    }

    private void decimal(int n) {
        int digits = 1;
        for (int rest = n; rest >= 10; rest /= 10) {
            digits++;
        }
        int rest = n;
        for (int i = digits - 1; i >= 0; i--, rest /= 10) {
            buffer[at + i] = (byte) ('0' + rest % 10);
        }
        at += digits;
    }

    private void hex(long n, int digits) {
        for (int i = digits - 1; i >= 0; i--) {
            buffer[at++] = HEX[(int) (n >>> (4 * i)) & 0xF];
        }
    }

    private void text(byte[] ascii) {
        System.arraycopy(ascii, 0, buffer, at, ascii.length);
        at += ascii.length;
    }

    @SuppressWarnings("deprecation") // copies the low bytes of an ASCII constant: just what is wanted, without an array
    private void text(String ascii) {
        ascii.getBytes(0, ascii.length(), buffer, at);
        at += ascii.length();
    }
}
