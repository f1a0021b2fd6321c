package io.tokenwatch.flink.topology;

import java.io.Serial;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * The names of the indices that alerts go to. They carry the month of the suppression bucket, so that one alert never has two
 * documents of state.
 *
 * @param state of the alerts as they are, up to the month
 * @param transitions of what became of them, up to the tenant
 * @param shadowState the same for rules in shadow mode
 * @param shadowTransitions the same for rules in shadow mode
 */
public record AlertIndices(String state, String transitions, String shadowState, String shadowTransitions)
        implements Serializable {
    @Serial
    private static final long serialVersionUID = 1L;

    /** Of the live job. */
    public static final AlertIndices LIVE = new AlertIndices(
            "tokenwatch-alerts-",
            "logs-tokenwatch.alert-",
            "tokenwatch-shadow-alerts-",
            "tokenwatch-shadow-transitions-");

    private static final Pattern RUN = Pattern.compile("[a-z0-9][a-z0-9_.]{0,63}");
    private static final DateTimeFormatter MONTH =
            DateTimeFormatter.ofPattern("yyyy.MM", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final int LONGEST_TENANT = 100;

    /**
     * Of a replay: outside {@code logs-*}, where findings of years ago would alert as new.
     *
     * @param run up to 64 of a-z, 0-9, '_' and '.', such as {@code 2026q1}
     * @throws IllegalArgumentException if that is no such name
     */
    public static AlertIndices replay(String run) {
        if (!RUN.matcher(run).matches()) {
            throw new IllegalArgumentException(
                    "'" + run + "' is no name of a run: up to 64 of a-z, 0-9, '_' and '.', a letter or digit first");
        }
        String prefix = "tokenwatch-replay-" + run + "-";
        return new AlertIndices(
                prefix + "alerts-", prefix + "transitions-", prefix + "shadow-alerts-", prefix + "shadow-transitions-");
    }

    /** @param bucketStart ms since the epoch */
    public String state(boolean shadow, long bucketStart) {
        return (shadow ? shadowState : state) + month(bucketStart);
    }

    /** @param bucketStart ms since the epoch */
    public String transitions(boolean shadow, String tenant, long bucketStart) {
        return (shadow ? shadowTransitions : transitions) + part(tenant) + "-" + month(bucketStart);
    }

    private static String month(long time) {
        return MONTH.format(Instant.ofEpochMilli(time));
    }

    /** The tenant as part of an index name. Where letters had to give way, a checksum keeps two tenants apart. */
    static String part(String tenant) {
        if (tenant.isEmpty()) {
            return "default";
        }
        String clean = tenant.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_.]", "_");
        String bounded = clean.length() > LONGEST_TENANT ? clean.substring(0, LONGEST_TENANT) : clean;
        if (bounded.equals(tenant)) {
            return bounded;
        }
        CRC32 checksum = new CRC32();
        checksum.update(tenant.getBytes(StandardCharsets.UTF_8));
        return bounded + "_" + String.format("%08x", checksum.getValue());
    }
}
