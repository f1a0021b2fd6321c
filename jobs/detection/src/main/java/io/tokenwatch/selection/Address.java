package io.tokenwatch.selection;

import io.tokenwatch.event.Field;
import io.tokenwatch.event.TokenEvent;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/** IPv4 and IPv6 literals as bytes. Never asks a name server. */
public final class Address {
    /** The last one read: several rules ask one event for its network. */
    private static final class Last {
        private String text = "";
        private long bits = -1;
    }

    private static final ThreadLocal<Last> LAST = ThreadLocal.withInitial(Last::new);

    private static final byte[] NONE = {};

    private Address() {}

    /** Four or sixteen bytes (an IPv4-mapped IPv6 address gives four); null if the text is no address literal. */
    public static byte @Nullable [] parse(String text) {
        return text.indexOf(':') >= 0 ? six(text) : four(text);
    }

    private static byte @Nullable [] four(String text) {
        long bits = bitsOfFour(text);
        return bits < 0
                ? null
                : new byte[] {(byte) (bits >>> 24), (byte) (bits >>> 16), (byte) (bits >>> 8), (byte) bits};
    }

    /** The 32 bits of an IPv4 literal, without making anything; -1 if the text is none. */
    @SuppressWarnings(
            "ReferenceEquality") // the same text, not merely an equal one: that would cost as much as reading it
    public static long bitsOfFour(String text) {
        Last last = LAST.get();
        if (last.text != text) {
            last.bits = read(text, NONE, 0, text.length());
            last.text = text;
        }
        return last.bits;
    }

    /** The 32 bits of the IPv4 literal in a field of an event, without making anything; -1 if there is none. */
    public static long bitsOfFour(TokenEvent event, Field field) {
        long lies = event.lying(field);
        if (lies != 0) {
            return read(null, event.line(), (int) (lies >>> 32), (int) lies);
        }
        String text = event.text(field);
        return text == null ? -1 : bitsOfFour(text);
    }

    /** Null if the text is no address literal. */
    public static @Nullable AddressBits bits(String text) {
        byte[] address = parse(text);
        return address == null ? null : AddressBits.of(address);
    }

    /** @param text null if the literal is ASCII in the line */
    private static long read(@Nullable String text, byte[] line, int from, int length) {
        long bits = 0;
        int parts = 0;
        int value = -1;
        for (int i = 0; i <= length; i++) {
            int c = i == length ? '.' : text == null ? line[from + i] : text.charAt(i);
            if (c == '.') {
                if (value < 0 || parts == 4) {
                    return -1;
                }
                bits = (bits << 8) | value;
                parts++;
                value = -1;
            } else if (c < '0' || c > '9') {
                return -1;
            } else {
                value = Math.max(value, 0) * 10 + c - '0';
                if (value > 255) {
                    return -1;
                }
            }
        }
        return parts == 4 ? bits : -1;
    }

    private static byte @Nullable [] six(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean hex = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
            if (!hex && c != ':' && (c != '.' || i == 0)) { // with a dot in front it would be looked up as a name
                return null;
            }
        }
        try {
            return InetAddress.getByName(text).getAddress(); // hex digits and a colon: a literal, or an error
        } catch (UnknownHostException e) {
            return null;
        }
    }
}
