package io.tokenwatch.flink.live;

import io.tokenwatch.flink.remote.Secret;
import io.tokenwatch.yaml.FaultKind;
import io.tokenwatch.yaml.YamlMap;
import io.tokenwatch.yaml.YamlValue;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What settings name by its place.
 *
 * @param folder of the settings' file, which relative paths start from
 */
record SettingsFolder(Path folder) {
    private static final String ENVIRONMENT = "environment ";

    /** A file, or {@code environment NAME}: the secret itself has no place in a configuration. Null if the key is not there. */
    @Nullable
    Secret secret(YamlMap map, String key) {
        Optional<YamlValue> value = map.get(key);
        String where = value.flatMap(YamlValue::text).orElse("");
        if (where.isEmpty()) {
            return null;
        }
        if (where.startsWith(ENVIRONMENT)) {
            return Secret.environment(where.substring(ENVIRONMENT.length()).strip());
        }
        Path file = folder.resolve(where);
        if (!Files.isReadable(file)) {
            value.ifPresent(at -> at.fault(
                    FaultKind.NO_SECRET,
                    "there is no file with this secret that we may read",
                    "name a file, or write '" + ENVIRONMENT + "VARIABLE'"));
        }
        return Secret.file(file);
    }

    /** A file that is not a secret itself. Null if the key is not there. */
    @Nullable
    String file(YamlMap map, String key) {
        Optional<YamlValue> value = map.get(key);
        String where = value.flatMap(YamlValue::text).orElse("");
        if (where.isEmpty()) {
            return null;
        }
        Path file = folder.resolve(where);
        if (!Files.isReadable(file)) {
            value.ifPresent(at ->
                    at.fault(FaultKind.BAD_SETTING, "there is no file '" + where + "' that we may read", "name one"));
        }
        return file.toString();
    }
}
