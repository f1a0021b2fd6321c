package io.tokenwatch.indicator;

import static io.tokenwatch.indicator.Indicator.Kind.COUNT;
import static io.tokenwatch.indicator.Indicator.Kind.LATENCY;
import static io.tokenwatch.indicator.Indicator.Kind.RATIO;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What is counted. {@code docs/indicators.md} says from which events. */
public enum Indicator {
    GRANT_SUCCESS("M1", RATIO, 0.999, 0),
    VALIDATION_SUCCESS("M2", RATIO, 0.9995, 0),
    GRANT_LATENCY("M3", LATENCY, 0.95, 200),
    REFRESH_SUCCESS("M4", RATIO, 0.999, 0),
    ISSUANCE("M5", COUNT, 0, 0),
    AUTHORIZATION_SUCCESS("M6", RATIO, 0.97, 0),
    REVOCATIONS("M7", COUNT, 0, 0),
    KEY_ROTATION_LAG("M8", LATENCY, 1, 300_000),
    CONSENT_ACCEPTED("M9", RATIO, 0, 0),
    INTROSPECTION_LATENCY("M10", LATENCY, 0.95, 100),
    KEY_AGE("K1", LATENCY, 1, 90 * 86_400_000L),
    REVOCATION_LAG("L3", LATENCY, 0.95, 60_000),
    EVENTS("T1", COUNT, 0, 0),
    LATE_EVENTS("T2", COUNT, 0, 0),
    DEAD_LETTERS("T3", COUNT, 0, 0),
    ALERT_LATENCY("T4", LATENCY, 0.95, 5_000),
    CORRELATED("T5", RATIO, 0, 0);

    /** How it is written. */
    public enum Kind {
        RATIO,
        LATENCY,
        COUNT;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final Map<String, Indicator> BY_ID =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Indicator::id, Function.identity()));

    private final String id;
    private final Kind kind;
    private final double target;
    private final long targetMillis;

    Indicator(String id, Kind kind, double target, long targetMillis) {
        this.id = id;
        this.kind = kind;
        this.target = target;
        this.targetMillis = targetMillis;
    }

    /** As in documents and in state. */
    public String id() {
        return id;
    }

    /** @throws IllegalArgumentException if there is none */
    public static Indicator of(String id) {
        Indicator indicator = BY_ID.get(id);
        if (indicator == null) {
            throw new IllegalArgumentException("no indicator " + id);
        }
        return indicator;
    }

    /** As in documents. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public Kind kind() {
        return kind;
    }

    /** The share of good events to reach; 0 if its own past is the measure. */
    public double target() {
        return target;
    }

    /** Of a latency: below that it is good. */
    public long targetMillis() {
        return targetMillis;
    }
}
