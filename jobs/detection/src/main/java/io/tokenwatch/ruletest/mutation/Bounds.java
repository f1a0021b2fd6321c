package io.tokenwatch.ruletest.mutation;

import io.tokenwatch.yaml.Duration;
import io.tokenwatch.yaml.YamlPath;
import io.tokenwatch.yaml.YamlValue;
import java.math.BigDecimal;
import java.util.Optional;

/** Moves a number by one, a length of time by a millisecond, a fraction by a hundredth, each up and down. */
final class Bounds {
    private static final BigDecimal HUNDREDTH = new BigDecimal("0.01");

    private Bounds() {}

    static void move(Mutations out, YamlPath path, YamlValue value) {
        if (value.isMap() || value.isList()) {
            return;
        }
        Object scalar = value.scalar();
        if (scalar instanceof Long number) {
            out.moveBound(path, value, Long.toString(number - 1), false);
            out.moveBound(path, value, Long.toString(number + 1), true);
        } else if (scalar instanceof BigDecimal fraction) {
            out.moveBound(path, value, fraction.subtract(HUNDREDTH).toPlainString(), false);
            out.moveBound(path, value, fraction.add(HUNDREDTH).toPlainString(), true);
        } else if (scalar instanceof String text) {
            Optional<Long> millis = Duration.parse(text);
            millis.filter(ms -> ms > 0).ifPresent(ms -> out.moveBound(path, value, ms - 1 + "ms", false));
            millis.ifPresent(ms -> out.moveBound(path, value, ms + 1 + "ms", true));
        }
    }
}
