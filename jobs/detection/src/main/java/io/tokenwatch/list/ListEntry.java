package io.tokenwatch.list;

import io.tokenwatch.yaml.FaultKind;
import io.tokenwatch.yaml.YamlMap;
import io.tokenwatch.yaml.YamlValue;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * One entry of a list.
 *
 * @param what the {@code value}, or the mapping below {@code match}
 * @param tenant whose events it is for; empty if everybody's
 * @param expires it counts for events before that time only (ms since the epoch): by event time, so that a replay agrees with
 *     what ran live; {@link Long#MAX_VALUE} if it has no end
 */
public record ListEntry(YamlValue what, Optional<String> tenant, long expires) {
    private static final String NEVER = "never";

    /** Empty after a fault that leaves nothing to match. */
    static Optional<ListEntry> read(YamlMap entry, boolean ofExceptions, boolean owned) {
        Optional<YamlValue> what = ofExceptions
                ? entry.required("match", "{client_id: nightly-batch}")
                : entry.required("value", "192.0.2.0/24");
        entry.required("reason", "why it is here");
        entry.text("reason", "");
        if (!owned) {
            entry.required("owner", "who answers for it");
        }
        entry.text("owner", "");
        Optional<YamlValue> end = ofExceptions ? entry.required("expires", "2027-01-01") : entry.get("expires");
        long expires = end.map(ListEntry::date).orElse(Long.MAX_VALUE);
        Optional<String> tenant = entry.get("tenant").flatMap(YamlValue::text);
        entry.refuseOthers();
        return what.map(value -> new ListEntry(value, tenant, expires));
    }

    private static long date(YamlValue value) {
        String text = value.text().orElse("");
        try {
            return text.equals(NEVER)
                    ? Long.MAX_VALUE
                    : LocalDate.parse(text)
                            .atStartOfDay(ZoneOffset.UTC)
                            .toInstant()
                            .toEpochMilli();
        } catch (DateTimeException e) {
            value.fault(
                    FaultKind.BAD_LIST,
                    "'" + text + "' is no date",
                    "write such as 2027-01-01, the first day without it, or never");
            return Long.MAX_VALUE;
        }
    }
}
