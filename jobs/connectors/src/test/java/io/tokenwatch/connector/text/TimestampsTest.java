package io.tokenwatch.connector.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwatch.event.TokenEvent;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampsTest {
    @Test
    void theFastWayGivesWhatTheSlowWayGives() {
        Random random = new Random(4);
        for (int i = 0; i < 20_000; i++) {
            Instant instant = Instant.ofEpochMilli(random.nextLong(-60_000_000_000_000L, 250_000_000_000_000L));
            instant = i % 3 == 0 ? instant.plusNanos(random.nextInt(1_000_000)) : instant;
            assertThat(utc(instant.toString())).as(instant.toString()).isEqualTo(instant.toEpochMilli());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-02-29T00:00:00Z", "2026-13-01T00:00:00Z", "2026-00-01T00:00:00Z", "2026-01-32T00:00:00Z",
                "2026-01-01T24:00:00Z", "2026-01-01T00:60:00Z", "2026-01-01T00:00:60Z", "2026-01-01 00:00:00Z",
                "2026-01-01T00:00:00", "2026-01-01T00:00:00.Z", "2026-01-01T00:00:00.1x3Z", "2026-1-01T00:00:00.0Z",
                "2026-01-01T00:00:00+01:00", "x", "2026-01-01T00:00:00.1234567890Z", "+026-01-01T00:00:00Z"
            })
    void otherFormsAreLeftToTheSlowWay(String text) {
        assertThat(utc(text)).isEqualTo(TokenEvent.ABSENT);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2026-01-05 10:15:30,123 | 2026-01-05T09:15:30.123Z",
                "2026-07-05 10:15:30.5   | 2026-07-05T08:15:30.500Z",
                "2026-01-05T10:15:30     | 2026-01-05T09:15:30Z",
                "2026-01-05T10:15:30Z    | 2026-01-05T10:15:30Z",
                "2026-01-05 10:15:30,123+0100   | 2026-01-05T09:15:30.123Z",
                "2026-01-05 10:15:30.123 +02:00 | 2026-01-05T08:15:30.123Z",
                "2026-01-05 10:15:30-05  | 2026-01-05T15:15:30Z",
                "2026-01-05T10:15:30.123456789Z | 2026-01-05T10:15:30.123Z",
            })
    void readsTheFormsOfLogPrefixes(String text, String instant) {
        assertThat(Timestamps.logged(text, ZoneId.of("Europe/Berlin")))
                .isEqualTo(Instant.parse(instant).toEpochMilli());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "10:15:30,123", "2026-01-05 10:15:3", "2026-99-05 10:15:30", "2026-01-05 10:15:30 CET"})
    void whatIsNoTimeIsAbsent(String text) {
        assertThat(Timestamps.logged(text, ZoneOffset.UTC)).isEqualTo(TokenEvent.ABSENT);
    }

    private static long utc(String text) {
        return Timestamps.utc(("<" + text).toCharArray(), 1, text.length());
    }
}
