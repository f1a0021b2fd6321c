package io.tokenwatch.demo;

import io.tokenwatch.demo.traffic.Planted;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How alerts and progress are put into words. */
final class Wording {
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final int BAR = 30;
    private static final int SHOWN_OF_HASH = 12;

    private Wording() {}

    static void show(Screen screen, AlertDocument alert, @Nullable Planted planted, OptionalLong latency) {
        String verb = alert.isWithdrawn() ? "WITHDRAWN" : alert.level().toUpperCase(Locale.ROOT);
        boolean urgent = alert.level().equals("critical") && !alert.isWithdrawn();
        screen.line(CLOCK.format(alert.time()) + "  " + String.format("%-9s", verb), urgent, " " + alert.title());
        screen.line("  who      " + key(alert.about().key()) + " at "
                + alert.about().tenant());
        String label = "  because  ";
        for (String fact : alert.why()) {
            screen.line(label + fact);
            label = "           ";
        }
        if (planted != null) {
            screen.line("  planted  " + planted.description());
        } else if (!alert.isWithdrawn()) {
            screen.line("  planted  no: nothing like it was planted");
        }
        screen.line("  rule     " + alert.about().ruleId()
                + (latency.isPresent()
                        ? ", searchable " + seconds(latency.getAsLong()) + " after Kafka had the last piece of evidence"
                        : ""));
        screen.line("");
    }

    /** Fields and values, hashes cut short. */
    static String key(Map<String, String> key) {
        return key.entrySet().stream()
                .map(entry -> entry.getKey() + " " + cut(entry.getValue()))
                .collect(Collectors.joining(", "));
    }

    private static String cut(String value) {
        int hex = value.lastIndexOf(':') + 1;
        boolean hash = value.startsWith("hmac-sha256:") && value.length() - hex > SHOWN_OF_HASH;
        return hash ? value.substring(0, hex + SHOWN_OF_HASH) + "…" : value;
    }

    static String seconds(long millis) {
        return String.format(Locale.ROOT, "%.2f s", millis / 1000.0);
    }

    static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    static String bar(long done, long of) {
        int filled = (int) Math.min(BAR, BAR * done / Math.max(1, of));
        return "[" + "#".repeat(filled) + ".".repeat(BAR - filled) + "]";
    }

    static String clock(Instant time) {
        return CLOCK.format(time) + " UTC";
    }
}
