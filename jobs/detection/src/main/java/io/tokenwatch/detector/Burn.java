package io.tokenwatch.detector;

import io.tokenwatch.yaml.FaultKind;
import io.tokenwatch.yaml.YamlMap;
import io.tokenwatch.yaml.YamlValue;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/**
 * How fast an error budget is spent: the share of failures, divided by the share that the objective allows. At 1 it is spent when the
 * period of the objective ends; at 14.4 a budget of 30 days loses 2 % in an hour.
 *
 * @param allowed the share of failures that the objective allows, above 0 and below 1
 * @param bound from what rate on it holds
 */
record Burn(BigDecimal allowed, BigDecimal bound) {
    /** The long window; a twelfth of it, five, is the short one. */
    static final int BUCKETS = 60;

    static final int SHORT_BUCKETS = 5;

    private static final BigDecimal MOST = BigDecimal.valueOf(1_000);

    /** {@code slo: 0.999} and {@code condition: {gte: 14.4}}; faults where they make no sense, then those two. */
    static Burn read(YamlMap map, Optional<YamlMap> condition) {
        Optional<YamlValue> slo = map.required("slo", "0.999");
        BigDecimal objective = within(slo, new BigDecimal("0.999"), BigDecimal.ONE, "write 'slo: 0.999' for 99.9 %");
        Optional<YamlValue> gte = condition.flatMap(given -> given.get("gte"));
        if (condition.isPresent() && gte.isEmpty()) {
            condition.get().fault(FaultKind.MISSING_BOUND, "the condition has no bound", "add 'gte: 14.4'");
        }
        BigDecimal bound = within(gte, new BigDecimal("14.4"), MOST, "write 'gte: 14.4'");
        BigDecimal allowed = BigDecimal.ONE.subtract(objective);
        if (allowed.multiply(bound).compareTo(BigDecimal.ONE) > 0) {
            gte.ifPresent(value -> value.fault(
                    FaultKind.OUT_OF_RANGE,
                    "no share of failures burns that fast: all of them is a rate of "
                            + BigDecimal.ONE
                                    .divide(allowed, 4, RoundingMode.DOWN)
                                    .stripTrailingZeros()
                                    .toPlainString(),
                    "write a smaller bound, or a higher 'slo'"));
        }
        return new Burn(allowed, bound);
    }

    private static BigDecimal within(Optional<YamlValue> value, BigDecimal otherwise, BigDecimal below, String advice) {
        Optional<BigDecimal> number = value.flatMap(YamlValue::decimal);
        if (number.isEmpty()
                || number.get().signum() <= 0
                || number.get().compareTo(below) >= 0
                || number.get().stripTrailingZeros().scale() > 6) {
            number.ifPresent(given -> value.orElseThrow()
                    .fault(
                            FaultKind.OUT_OF_RANGE,
                            "it must be above 0 and below " + below.toPlainString() + ", with at most six decimals",
                            advice));
            return otherwise;
        }
        return number.get();
    }

    /** The short window of a long one. */
    static long shorter(long timespan) {
        return timespan / BUCKETS * SHORT_BUCKETS;
    }

    /** Whether so many failures of so many events burn fast enough; exact. */
    boolean holds(long failed, long all) {
        return all > 0
                && BigDecimal.valueOf(failed).compareTo(allowed.multiply(bound).multiply(BigDecimal.valueOf(all))) >= 0;
    }

    /** Such as {@code >=14.4}. */
    String text() {
        return ">=" + bound.stripTrailingZeros().toPlainString();
    }

    /** The rate, rounded down to two decimals. */
    String text(long failed, long all) {
        return all == 0
                ? "0"
                : BigDecimal.valueOf(failed)
                        .divide(allowed.multiply(BigDecimal.valueOf(all)), 2, RoundingMode.DOWN)
                        .stripTrailingZeros()
                        .toPlainString();
    }
}
