package io.tokenwatch.detector;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class BordersTest {
    @Test
    void neighboursShareABorderAndOthersDoNot() {
        assertThat(Borders.share("DE", "FR")).isTrue();
        assertThat(Borders.share("fr", "de")).isTrue();
        assertThat(Borders.share("DE", "ES")).isFalse();
        assertThat(Borders.share("DE", "DE")).isFalse();
        assertThat(Borders.share("DE", "??")).isFalse();
    }

    @Test
    void eachBorderIsToldFromBothSides() {
        assertThat(Borders.pairs())
                .hasSizeGreaterThan(600)
                .allMatch(pair -> Borders.share(pair.substring(3), pair.substring(0, 2)));
    }

    @Test
    void everyCodeIsACountrys() {
        List<String> countries = List.of(Locale.getISOCountries());
        assertThat(Borders.pairs())
                .flatMap(pair -> Arrays.asList(pair.split(" ", -1)))
                .filteredOn(code -> !code.equals("XK")) // Kosovo: assigned by its users
                .isSubsetOf(countries);
    }
}
