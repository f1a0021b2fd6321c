package io.tokenwatch.flink.live;

import io.tokenwatch.indicator.Dimensions;
import io.tokenwatch.ledger.LedgerPolicy;
import io.tokenwatch.posture.PosturePolicy;
import io.tokenwatch.yaml.YamlMap;
import io.tokenwatch.yaml.YamlValue;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The keys that say what is told beside alerts. */
final class InstrumentsReader {
    private final YamlMap root;

    InstrumentsReader(YamlMap root) {
        this.root = root;
    }

    Instruments read() {
        PosturePolicy posture = root.get("posture")
                .flatMap(YamlValue::map)
                .map(InstrumentsReader::posture)
                .orElse(PosturePolicy.DEFAULT);
        int port = (int) root.within("metrics-port", 0, 0, 65_535);
        return new Instruments(posture, port);
    }

    private static PosturePolicy posture(YamlMap map) {
        LedgerPolicy otherwise = LedgerPolicy.DEFAULT;
        boolean enabled = enabled(map);
        LedgerPolicy ledger = new LedgerPolicy(
                atLeast(map, "interval", otherwise.interval(), 1_000),
                atLeast(map, "dormant-after", otherwise.dormantAfter(), 60_000),
                atLeast(map, "keep", otherwise.keep(), 60_000),
                map.duration("long-lived", otherwise.longLived()),
                map.duration("reauthorize-after", otherwise.reauthorizeAfter()),
                map.duration("slow-revocation", otherwise.slowRevocation()),
                texts(map, "high-privilege", otherwise.highPrivilege()));
        Dimensions all = Dimensions.DEFAULT;
        Dimensions dimensions = new Dimensions(
                Set.copyOf(texts(map, "clients", List.copyOf(all.clients()))),
                Set.copyOf(texts(map, "resource-servers", List.copyOf(all.resourceServers()))));
        long since = since(map);
        map.refuseOthers();
        return new PosturePolicy(enabled, ledger, dimensions, since);
    }

    private static long since(YamlMap map) {
        Optional<YamlValue> value = map.get("since");
        try {
            return value.flatMap(YamlValue::text)
                    .map(Instant::parse)
                    .map(Instant::toEpochMilli)
                    .orElse(Long.MIN_VALUE);
        } catch (DateTimeParseException e) {
            value.ifPresent(at -> at.fault("'since' is no time", "write it as 2026-01-31T00:00:00Z"));
            return Long.MIN_VALUE;
        }
    }

    private static boolean enabled(YamlMap map) {
        Optional<YamlValue> value = map.get("enabled");
        if (value.isEmpty() || value.get().scalar() instanceof Boolean) {
            return value.isEmpty() || Boolean.TRUE.equals(value.get().scalar());
        }
        value.get().fault("'enabled' is true or false", "write 'enabled: false' to go without ledger and indicators");
        return true;
    }

    private static List<String> texts(YamlMap map, String key, List<String> otherwise) {
        return map.get(key).isEmpty() ? otherwise : map.texts(key);
    }

    private static long atLeast(YamlMap map, String key, long otherwise, long least) {
        Optional<YamlValue> value = map.get(key);
        long millis = map.duration(key, otherwise);
        if (millis < least) {
            value.ifPresent(at -> at.fault("'" + key + "' is too short", "write at least " + least + "ms"));
            return otherwise;
        }
        return millis;
    }
}
