package io.tokenwatch.connector.mapping;

import io.tokenwatch.connector.text.Timestamps;
import io.tokenwatch.event.TokenEvent;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;

/** How a product writes times. */
sealed interface TimeForm {
    /** Milliseconds since the epoch, or {@link TokenEvent#ABSENT}. */
    long millis(String text, ZoneId local);

    /** ISO 8601, with a blank for the T, with or without fraction and zone. */
    TimeForm ISO = new Iso();

    /**
     * By name: {@code iso}, {@code seconds}, {@code millis}, {@code micros}, {@code nanos}; or a pattern of {@link DateTimeFormatter}, in English.
     *
     * @throws IllegalArgumentException if it is neither
     */
    static TimeForm of(String form) {
        return switch (form) {
            case "iso" -> ISO;
            case "seconds" -> new Epoch(3);
            case "millis" -> new Epoch(0);
            case "micros" -> new Epoch(-3);
            case "nanos" -> new Epoch(-6);
            default ->
                new Written(new DateTimeFormatterBuilder()
                        .parseCaseInsensitive()
                        .appendPattern(form)
                        .toFormatter(Locale.ENGLISH));
        };
    }

    record Iso() implements TimeForm {
        @Override
        public long millis(String text, ZoneId local) {
            return Timestamps.logged(text, local);
        }
    }

    /** @param scale the power of ten that makes milliseconds of it */
    record Epoch(int scale) implements TimeForm {
        private static final int LONGEST = 32;

        @Override
        public long millis(String text, ZoneId local) {
            if (text.length() > LONGEST) {
                return TokenEvent.ABSENT;
            }
            try {
                // Exporters write large whole numbers as 1.767608130123E12.
                BigDecimal time = new BigDecimal(text).scaleByPowerOfTen(scale);
                return time.abs().compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) < 0
                        ? time.longValue()
                        : TokenEvent.ABSENT;
            } catch (NumberFormatException | ArithmeticException e) {
                return TokenEvent.ABSENT;
            }
        }
    }

    record Written(DateTimeFormatter form) implements TimeForm {
        @Override
        public long millis(String text, ZoneId local) {
            try {
                TemporalAccessor time = form.parse(text);
                return time.isSupported(ChronoField.INSTANT_SECONDS)
                        ? Instant.from(time).toEpochMilli()
                        : LocalDateTime.from(time).atZone(local).toInstant().toEpochMilli();
            } catch (DateTimeException | ArithmeticException e) {
                return TokenEvent.ABSENT;
            }
        }
    }
}
