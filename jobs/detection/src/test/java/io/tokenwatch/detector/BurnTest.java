package io.tokenwatch.detector;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The arithmetic of burn rates: failures of all, divided by what the objective allows. */
class BurnTest {
    @ParameterizedTest
    @CsvSource({
        // slo, bound, failed, all, rate, holds
        "0.999,  14.4,    144,   10000, 14.4,  true",
        "0.999,  14.4,    143,   10000, 14.3,  false",
        "0.999,  14.4,   1439,  100000, 14.39, false",
        "0.999,  14.4,   1440,  100000, 14.4,  true",
        "0.999,  6,        60,   10000, 6,     true",
        "0.999,  6,        59,   10000, 5.9,   false",
        "0.999,  1,        10,   10000, 1,     true",
        "0.999,  1,         9,   10000, 0.9,   false",
        "0.9995, 14.4,     72,   10000, 14.4,  true",
        "0.9995, 14.4,     71,   10000, 14.2,  false",
        "0.9995, 1,         5,   10000, 1,     true",
        "0.9995, 1,         4,   10000, 0.8,   false",
        "0.99,   14.4,    144,    1000, 14.4,  true",
        "0.99,   14.4,    143,    1000, 14.3,  false",
        "0.999,  14.4,      1,       1, 1000,  true",
        "0.999,  14.4,      0,   10000, 0,     false",
        "0.999,  14.4,      0,       0, 0,     false",
        // 2 % of the budget of 30 days in an hour, 5 % in six hours, 10 % in three days: the bounds of the workbook
        "0.999,  14.4,     15,    1000, 15,    true",
        "0.999,  6,         6,    1000, 6,     true",
        "0.999,  1,         1,    1000, 1,     true",
    })
    void isTheShareOfFailuresOverWhatIsAllowed(
            BigDecimal slo, BigDecimal bound, long failed, long all, String rate, boolean holds) {
        Burn burn = new Burn(BigDecimal.ONE.subtract(slo), bound);

        assertThat(burn.text(failed, all)).isEqualTo(rate);
        assertThat(burn.holds(failed, all)).isEqualTo(holds);
    }

    /** So much of a budget of 30 days is gone when the long window is full of that burn. */
    @ParameterizedTest
    @CsvSource({"14.4, 1, 0.02", "6, 6, 0.05", "1, 72, 0.1"})
    void theBoundsSpendWhatTheWorkbookSays(double bound, double hours, double spent) {
        assertThat(bound * hours / (30 * 24)).isEqualTo(spent);
    }

    @ParameterizedTest
    @CsvSource({"3600000, 300000", "21600000, 1800000", "259200000, 21600000"})
    void theShortWindowIsATwelfth(long timespan, long shorter) {
        assertThat(Burn.shorter(timespan)).isEqualTo(shorter);
    }
}
