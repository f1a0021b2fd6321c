package io.tokenwatch.cli;

import io.tokenwatch.yaml.Duration;
import java.time.Instant;
import java.util.function.LongUnaryOperator;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A time, or {@code now+5s}: so long after the moment of publishing. */
final class EffectiveFrom implements ITypeConverter<LongUnaryOperator> {
    private static final String NOW = "now+";

    @Override
    public LongUnaryOperator convert(String text) {
        if (text.startsWith(NOW)) {
            long ahead = Duration.parse(text.substring(NOW.length()))
                    .orElseThrow(() -> new TypeConversionException(
                            "'" + text + "' is no time: write now+5s, or 2026-01-01T12:00:00Z"));
            return now -> now + ahead;
        }
        Instant time = new TimeConverter().convert(text);
        return now -> time.toEpochMilli();
    }
}
