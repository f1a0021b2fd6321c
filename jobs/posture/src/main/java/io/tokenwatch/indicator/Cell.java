package io.tokenwatch.indicator;

import io.tokenwatch.keyed.Key;
import io.tokenwatch.state.BytesIn;
import io.tokenwatch.state.BytesOut;
import org.jspecify.annotations.Nullable;

/**
 * What one document is about: an indicator in a minute, and in each dimension one value or none.
 *
 * @param minute its start, milliseconds since the epoch
 */
public record Cell(
        Indicator indicator,
        long minute,
        @Nullable String tenant,
        @Nullable String issuer,
        @Nullable String client,
        @Nullable String resourceServer,
        @Nullable String source,
        @Nullable String rule) {
    public static final long MINUTE = 60_000;

    private static final int MOST_TEXT = 256;

    /** Values of dimensions are cut at 256 characters. */
    public Cell {
        tenant = bounded(tenant);
        issuer = bounded(issuer);
        client = bounded(client);
        resourceServer = bounded(resourceServer);
        source = bounded(source);
        rule = bounded(rule);
    }

    private static @Nullable String bounded(@Nullable String text) {
        return text == null || text.length() <= MOST_TEXT ? text : text.substring(0, MOST_TEXT);
    }

    public static Cell of(Indicator indicator, long time, @Nullable String tenant, @Nullable String issuer) {
        return new Cell(indicator, minuteOf(time), tenant, issuer, null, null, null, null);
    }

    public static long minuteOf(long time) {
        return Math.floorDiv(time, MINUTE) * MINUTE;
    }

    public Cell withClient(@Nullable String value) {
        return new Cell(indicator, minute, tenant, issuer, value, resourceServer, source, rule);
    }

    public Cell withResourceServer(@Nullable String value) {
        return new Cell(indicator, minute, tenant, issuer, client, value, source, rule);
    }

    public Cell withSource(@Nullable String value) {
        return new Cell(indicator, minute, tenant, issuer, client, resourceServer, value, rule);
    }

    public Cell withRule(@Nullable String value) {
        return new Cell(indicator, minute, tenant, issuer, client, resourceServer, source, value);
    }

    /** As {@link Key#hex}, the id of its document. */
    public Key key() {
        return Key.of(
                "cell", indicator.id(), Long.toString(minute), tenant, issuer, client, resourceServer, source, rule);
    }

    public void encode(BytesOut out) {
        out.writeText(indicator.id());
        out.writeSigned(minute / MINUTE);
        text(tenant, out);
        text(issuer, out);
        text(client, out);
        text(resourceServer, out);
        text(source, out);
        text(rule, out);
    }

    private static void text(@Nullable String text, BytesOut out) {
        out.writeByte(text == null ? 0 : 1);
        if (text != null) {
            out.writeText(text);
        }
    }

    public static Cell decode(BytesIn in) {
        return new Cell(
                Indicator.of(in.readText()),
                in.readSigned() * MINUTE,
                text(in),
                text(in),
                text(in),
                text(in),
                text(in),
                text(in));
    }

    private static @Nullable String text(BytesIn in) {
        return in.readByte() == 0 ? null : in.readText();
    }
}
