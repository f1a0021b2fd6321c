package io.tokenwatch.detector;

import com.google.auto.service.AutoService;
import io.tokenwatch.yaml.FaultKind;
import io.tokenwatch.yaml.YamlMap;
import io.tokenwatch.yaml.YamlValue;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * {@code spike}: a bucket of time holds at least {@code floor} events of the key, and at least {@code z} spreads more than the median
 * of its own {@link Baseline}. In the first seven days of a key nothing is a spike. With {@code direction: fall} it is the other way
 * round, see {@link Fall}.
 *
 * <p>State per key: an open bucket takes 16 bytes per event up to max({@code floor}, {@code max_evidence}), 4,096 at most, then 1 KiB
 * more and no more for any number of events, whose count is an estimate then; and the sample that is shown. A bucket that ends before
 * the horizon is a number. 14 days of them are kept: with 5 minutes at most 4,034, 48 KiB in memory and some 12 KiB stored, for a
 * key that never rests. A key that rests for 14 days and a bucket is forgotten, and
 * begins anew; of a fall, for 15.
 */
@AutoService(CorrelationType.class)
public final class Spike implements CorrelationType {
    enum Direction {
        RISE,
        FALL
    }

    private static final long NARROWEST = 60_000;
    private static final long WIDEST = 8 * 3_600_000;
    private static final int MOST_EXACT = 4096;
    private static final BigDecimal MOST_SPREADS = BigDecimal.valueOf(1000);

    @Override
    public String name() {
        return "spike";
    }

    @Override
    public Detector<?> compile(CorrelationReader reader) {
        reader.refuseSteps();
        YamlMap map = reader.map();
        map.required("floor", "20");
        int floor = (int) map.within("floor", 1, 1, 1_000_000);
        int exact = Math.min(MOST_EXACT, Math.max(floor, reader.maxEvidence()));
        boolean falls = map.choice("direction", Direction.class, Direction.RISE) == Direction.FALL;
        return falls
                ? new Fall(width(map), floor, spreads(map), exact)
                : new Rise(width(map), floor, spreads(map), exact);
    }

    /** It divides the day, so that buckets of different days are at the same time; its neighbours leave room for lateness. */
    private static long width(YamlMap map) {
        long width = map.duration("bucket", 300_000);
        if (width < NARROWEST || width > WIDEST || Baseline.DAY % width != 0) {
            map.get("bucket")
                    .ifPresent(value -> value.fault(
                            FaultKind.OUT_OF_RANGE,
                            "a bucket is from 1m to 8h, and a day is a whole number of them",
                            "write such as 5m or 1h"));
            return 300_000;
        }
        return width;
    }

    private static double spreads(YamlMap map) {
        Optional<YamlValue> value = map.get("z");
        BigDecimal z = value.flatMap(YamlValue::decimal).orElse(BigDecimal.valueOf(4));
        if (z.signum() <= 0 || z.compareTo(MOST_SPREADS) > 0) {
            value.ifPresent(
                    v -> v.fault(FaultKind.OUT_OF_RANGE, "'z' must be above 0 and at most 1000", "write 'z: 4'"));
            return 4;
        }
        return z.doubleValue();
    }
}
