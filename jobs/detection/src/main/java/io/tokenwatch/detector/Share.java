package io.tokenwatch.detector;

import io.tokenwatch.yaml.FaultKind;
import io.tokenwatch.yaml.YamlMap;
import io.tokenwatch.yaml.YamlValue;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/** A bound on a part of a whole, such as {@code >=0.25}: exact, in millionths. */
record Share(long millionths, boolean strict) {
    private static final long WHOLE = 1_000_000;

    /** {@code {gte: p}} or {@code {gt: p}}, p above 0 (or, with gt, from 0) and at most 1 (with gt, below 1); one half after a fault. */
    static Share read(YamlMap condition) {
        Optional<YamlValue> gte = condition.get("gte");
        boolean strict = gte.isEmpty();
        Optional<YamlValue> bound = gte.or(() -> condition.get("gt"));
        if (bound.isEmpty()) {
            condition.fault(FaultKind.MISSING_BOUND, "the condition has no bound", "add 'gte: 0.5'");
        }
        Optional<BigDecimal> part = bound.flatMap(YamlValue::decimal);
        if (part.isPresent() && !isShare(part.get(), strict)) {
            bound.orElseThrow()
                    .fault(
                            FaultKind.OUT_OF_RANGE,
                            "a ratio is a part of all events, from 0 to 1, with at most six decimals",
                            "write 'gte: 0.5' for one half");
        }
        long millionths = part.filter(p -> isShare(p, strict))
                .map(p -> p.movePointRight(6).longValueExact())
                .orElse(WHOLE / 2);
        return new Share(millionths, strict);
    }

    private static boolean isShare(BigDecimal part, boolean strict) {
        int least = part.signum();
        int most = part.compareTo(BigDecimal.ONE);
        return (strict ? least >= 0 && most < 0 : least > 0 && most <= 0)
                && part.stripTrailingZeros().scale() <= 6;
    }

    boolean holds(long part, long whole) {
        long left = part * WHOLE;
        long right = millionths * whole;
        return strict ? left > right : left >= right;
    }

    /** The smallest part of that whole for which it holds. */
    long least(long whole) {
        long scaled = millionths * whole;
        return strict ? scaled / WHOLE + 1 : (scaled + WHOLE - 1) / WHOLE;
    }

    /** Such as {@code >=0.25}. */
    String text() {
        return (strict ? ">" : ">=")
                + BigDecimal.valueOf(millionths, 6).stripTrailingZeros().toPlainString();
    }

    /** The part as a decimal fraction of the whole, rounded down to four decimals. */
    static String text(long part, long whole) {
        return BigDecimal.valueOf(part)
                .divide(BigDecimal.valueOf(whole), 4, RoundingMode.DOWN)
                .stripTrailingZeros()
                .toPlainString();
    }
}
