package io.tokenwatch.console.screen;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class HistogramTest {
    @Test
    void percentilesAreOfTheSum() throws Exception {
        ObjectMapper json = new ObjectMapper();
        Histogram histogram = new Histogram();
        assertThat(histogram.isEmpty()).isTrue();
        histogram.add(json.readTree("{\"values\": [1, 10], \"counts\": [50, 44]}"));
        histogram.add(json.readTree("{\"values\": [10, 100], \"counts\": [1, 5]}"));
        histogram.add(json.readTree("{}"));
        assertThat(histogram.count()).isEqualTo(100);
        assertThat(histogram.percentile(0.5)).isEqualTo(1);
        assertThat(histogram.percentile(0.51)).isEqualTo(10);
        assertThat(histogram.percentile(0.95)).isEqualTo(10);
        assertThat(histogram.percentile(0.96)).isEqualTo(100);
    }
}
