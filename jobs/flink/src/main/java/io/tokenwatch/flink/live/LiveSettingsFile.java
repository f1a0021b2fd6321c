package io.tokenwatch.flink.live;

import io.tokenwatch.connector.redact.TokenKeys;
import io.tokenwatch.flink.deadletter.DeadLetterTopic;
import io.tokenwatch.flink.delivery.Deliveries;
import io.tokenwatch.flink.elasticsearch.ClusterSettings;
import io.tokenwatch.flink.elasticsearch.ClusterSettings.Kind;
import io.tokenwatch.flink.elasticsearch.ClusterSettings.Login;
import io.tokenwatch.flink.live.LiveSettings.Pace;
import io.tokenwatch.flink.pack.PackTopic;
import io.tokenwatch.flink.registry.RegistrySettings;
import io.tokenwatch.flink.remote.Secret;
import io.tokenwatch.flink.source.ArrivalSource;
import io.tokenwatch.maintenance.Maintenance;
import io.tokenwatch.yaml.FaultKind;
import io.tokenwatch.yaml.Faults;
import io.tokenwatch.yaml.Yaml;
import io.tokenwatch.yaml.YamlMap;
import io.tokenwatch.yaml.YamlValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads {@link LiveSettings} from YAML; {@code docs/run.example.yml} shows every key. Paths are relative to the file. */
public final class LiveSettingsFile {
    /** Where the shipped Avro schemas say the events travel. */
    public static final List<String> TOPICS =
            List.of("token.issuance", "token.validation", "token.revocation", "token.administration");

    private static final String ENVIRONMENT = "environment";

    private final Path folder;
    private final Faults faults;

    private LiveSettingsFile(Path folder, Faults faults) {
        this.folder = folder;
        this.faults = faults;
    }

    /**
     * @throws io.tokenwatch.yaml.FaultyFileException with every fault, each with its line and column
     * @throws UncheckedIOException if the file cannot be read
     */
    public static LiveSettings read(Path file) {
        String text;
        try {
            text = Files.readString(file);
        } catch (NoSuchFileException e) {
            throw new UncheckedIOException("there is no file " + file, e);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
        Path folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(Path.of("."));
        return parse(file.toString(), text, folder);
    }

    /** @param folder what relative paths start from */
    static LiveSettings parse(String name, String text, Path folder) {
        Faults faults = new Faults();
        Optional<LiveSettings> settings = Yaml.parse(name, text, faults)
                .flatMap(YamlValue::map)
                .flatMap(root -> new LiveSettingsFile(folder, faults).settings(root));
        faults.throwIfAny();
        return settings.orElseThrow(() -> new IllegalStateException("no settings and no fault in " + name));
    }

    private Optional<LiveSettings> settings(YamlMap root) {
        Optional<YamlMap> kafka =
                root.required("kafka", "{bootstrap: \"broker:9092\"}").flatMap(YamlValue::map);
        Optional<RegistrySettings> registry = root.required("registry", "{url: \"http://registry:8081\"}")
                .flatMap(YamlValue::map)
                .flatMap(this::registry);
        Optional<ClusterSettings> elasticsearch = root.required("elasticsearch", "{url: \"http://elasticsearch:9200\"}")
                .flatMap(YamlValue::map)
                .flatMap(this::elasticsearch);
        Optional<String> bootstrap =
                kafka.flatMap(map -> map.required("bootstrap", "broker:9092")).flatMap(YamlValue::text);
        Map<String, String> options = kafka.map(map -> options(map)).orElse(Map.of());
        List<String> topics = kafka.map(map -> map.texts("topics")).orElse(List.of());
        String group = kafka.map(map -> map.text("group", "tokenwatch")).orElse("");
        String dead =
                kafka.map(map -> map.text("dead-letters", DeadLetterTopic.NAME)).orElse("");
        String packs = kafka.map(map -> map.text("rule-packs", PackTopic.NAME)).orElse("");
        kafka.ifPresent(YamlMap::refuseOthers);
        Path rules = folder.resolve(root.text("rules", "rules"));
        Path state = folder.resolve(root.text("state", "state"));
        Path maintenance = maintenance(root);
        TokenKeySource keys = tokenKeys(root);
        Pace pace = new PaceReader(root).read();
        Instruments instruments = new InstrumentsReader(root).read();
        Deliveries deliveries =
                new DeliveriesReader(new SettingsFolder(folder), bootstrap.orElse(""), options).read(root);
        root.refuseOthers();
        if (!faults.isEmpty() || bootstrap.isEmpty() || registry.isEmpty() || elasticsearch.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new LiveSettings(
                new ArrivalSource(bootstrap.get(), topics.isEmpty() ? TOPICS : topics, group, options),
                registry.get().waiting(pace.patience()),
                elasticsearch.get(),
                new DeadLetterTopic(bootstrap.get(), dead, options),
                new PackTopic(bootstrap.get(), packs, options),
                keys,
                rules,
                state,
                pace,
                new LiveSettings.Aside(maintenance, instruments, deliveries)));
    }

    /** What is wrong in that file is told with its own places. */
    private @Nullable Path maintenance(YamlMap root) {
        Optional<YamlValue> value = root.get("maintenance");
        String name = value.flatMap(YamlValue::text).orElse("");
        if (name.isEmpty()) {
            return null;
        }
        Path file = folder.resolve(name);
        try {
            Maintenance.read(name, Files.readString(file), faults);
        } catch (IOException e) {
            value.ifPresent(at -> at.fault(
                    "there is no file of maintenance windows that we may read", "make it, such as: windows: []"));
        }
        return file;
    }

    private Optional<RegistrySettings> registry(YamlMap map) {
        List<String> urls = urls(map, "http://registry:8081");
        Secret login = secret(map, "login");
        Map<String, String> options = options(map);
        map.refuseOthers();
        return urls.isEmpty()
                ? Optional.empty()
                : Optional.of(new RegistrySettings(urls, login, Pace.DEFAULT.patience(), options));
    }

    private Optional<ClusterSettings> elasticsearch(YamlMap map) {
        List<String> urls = urls(map, "http://elasticsearch:9200");
        Secret key = secret(map, "api-key");
        Secret password = secret(map, "login");
        if (key != null && password != null) {
            map.fault(FaultKind.BAD_SETTING, "there is an api-key and a login", "keep one of them");
        }
        String authority = map.get("ca")
                .flatMap(YamlValue::text)
                .map(path -> folder.resolve(path).toString())
                .orElse(null);
        map.refuseOthers();
        Login login =
                key != null ? new Login(Kind.API_KEY, key) : password != null ? new Login(Kind.BASIC, password) : null;
        return urls.isEmpty() ? Optional.empty() : Optional.of(new ClusterSettings(urls, login, authority));
    }

    private List<String> urls(YamlMap map, String example) {
        List<YamlValue> values =
                map.required("url", example).map(YamlValue::list).orElse(List.of());
        for (YamlValue value : values) {
            String url = value.text().orElse("");
            if (!url.matches("https?://[^\\s/@]+(/\\S*)?")) {
                value.fault(
                        FaultKind.BAD_SETTING, "'" + url + "' is no URL of a server", "write one such as " + example);
            }
        }
        return map.texts("url");
    }

    private @Nullable Secret secret(YamlMap map, String key) {
        return new SettingsFolder(folder).secret(map, key);
    }

    private TokenKeySource tokenKeys(YamlMap root) {
        Optional<YamlValue> value = root.get("token-keys");
        String where = value.flatMap(YamlValue::text).orElse(ENVIRONMENT);
        TokenKeySource keys =
                where.equals(ENVIRONMENT) ? TokenKeySource.environment() : TokenKeySource.of(folder.resolve(where));
        try {
            keys.read();
        } catch (IllegalArgumentException | UncheckedIOException e) {
            String advice = "name a key file with token-keys, or set " + TokenKeys.VARIABLE;
            value.ifPresentOrElse(
                    at -> at.fault(FaultKind.NO_SECRET, String.valueOf(e.getMessage()), advice),
                    () -> root.fault(FaultKind.NO_SECRET, "no keys to hash tokens with: " + e.getMessage(), advice));
        }
        return keys;
    }

    private static Map<String, String> options(YamlMap map) {
        Map<String, String> options = new TreeMap<>();
        map.get("options").flatMap(YamlValue::map).ifPresent(entries -> entries.entries()
                .forEach((name, value) -> value.text().ifPresent(text -> options.put(name, text))));
        return options;
    }

    /** The keys that say how the job runs. */
    private record PaceReader(YamlMap root) {
        private Pace read() {
            Pace otherwise = Pace.DEFAULT;
            return new Pace(
                    number("parallelism", otherwise.parallelism(), 1, 128),
                    number("cache-entities", otherwise.cacheEntities(), 0, 100_000_000),
                    duration("lateness", otherwise.lateness(), Duration.ZERO),
                    duration("disorder", otherwise.disorder(), Duration.ZERO),
                    duration("idle-after", otherwise.idleAfter(), Duration.ZERO),
                    duration("checkpoint-every", otherwise.checkpointEvery(), Duration.ofMillis(100)),
                    number("notifications-per-minute", otherwise.notifications(), 0, 1_000_000),
                    duration("patience", otherwise.patience(), Duration.ZERO),
                    number("web-port", otherwise.webPort(), 0, 65_535));
        }

        private int number(String key, int otherwise, int least, int most) {
            long value = root.number(key, otherwise);
            if (value < least || value > most) {
                root.get(key)
                        .ifPresent(at -> at.fault(
                                FaultKind.OUT_OF_RANGE,
                                "'" + key + "' is from " + least + " to " + most,
                                "write a number between them"));
                return otherwise;
            }
            return Math.toIntExact(value);
        }

        private Duration duration(String key, Duration otherwise, Duration least) {
            Duration value = Duration.ofMillis(root.duration(key, otherwise.toMillis()));
            if (value.compareTo(least) < 0) {
                root.get(key)
                        .ifPresent(at -> at.fault(
                                FaultKind.OUT_OF_RANGE,
                                "'" + key + "' is too short",
                                "write at least " + least.toMillis() + "ms"));
            }
            return value;
        }
    }
}
