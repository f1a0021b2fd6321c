package io.tokenwatch.flink.live;

import io.tokenwatch.flink.remote.Secret;
import io.tokenwatch.flink.transport.HecTarget;
import io.tokenwatch.flink.transport.KafkaTarget;
import io.tokenwatch.flink.transport.SyslogTarget;
import io.tokenwatch.flink.transport.Target;
import io.tokenwatch.flink.transport.Tls;
import io.tokenwatch.flink.transport.WebhookTarget;
import io.tokenwatch.yaml.FaultKind;
import io.tokenwatch.yaml.YamlMap;
import io.tokenwatch.yaml.YamlValue;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads where one delivery goes: exactly one of {@code kafka}, {@code syslog}, {@code webhook} and {@code hec}. */
record TargetReader(SettingsFolder folder, String bootstrap, Map<String, String> options) {
    private static final long PATIENCE = 10_000;
    private static final String LOOPBACK = "localhost|127(\\.[0-9]{1,3}){3}|\\[::1]";

    Optional<Target> read(YamlMap map) {
        Map<String, Function<YamlMap, Optional<Target>>> kinds = new TreeMap<>(
                Map.of("kafka", this::kafka, "syslog", this::syslog, "webhook", this::webhook, "hec", this::hec));
        List<String> there = kinds.keySet().stream().filter(map::has).toList();
        if (there.size() != 1) {
            map.fault(
                    FaultKind.BAD_SETTING,
                    "a delivery goes to exactly one place, not " + there.size(),
                    "write one of " + String.join(", ", kinds.keySet()));
        }
        Optional<Target> target = Optional.empty();
        for (String kind : there) {
            Optional<YamlMap> place = map.get(kind).flatMap(YamlValue::map);
            target = place.flatMap(kinds.getOrDefault(kind, any -> Optional.empty()));
            place.ifPresent(YamlMap::refuseOthers);
        }
        return target;
    }

    private Optional<Target> kafka(YamlMap map) {
        Optional<String> topic = map.required("topic", "tokenwatch.alerts").flatMap(YamlValue::text);
        boolean elsewhere = map.has("bootstrap");
        Map<String, String> producer = new TreeMap<>(elsewhere ? Map.of() : options);
        map.get("options").flatMap(YamlValue::map).ifPresent(entries -> entries.entries()
                .forEach((name, value) -> value.text().ifPresent(text -> producer.put(name, text))));
        String brokers = map.text("bootstrap", bootstrap);
        return topic.map(name -> new KafkaTarget(brokers, name, producer));
    }

    private Optional<Target> syslog(YamlMap map) {
        Optional<YamlValue> value = map.required("address", "qradar:6514");
        String address = value.flatMap(YamlValue::text).orElse("");
        Tls tls = tls(map);
        String origin = map.text("host-name", "tokenwatch");
        if (!origin.matches("[!-~]{1,255}")) {
            map.get("host-name")
                    .ifPresent(at -> at.fault(FaultKind.BAD_SETTING, "'host-name' is a name of a host", "write one"));
        }
        if (!address.matches("[^\\s:/]+:[0-9]{1,5}")) {
            value.ifPresent(at -> at.fault(
                    FaultKind.BAD_SETTING, "'" + address + "' is no address", "write host:port, such as qradar:6514"));
            return Optional.empty();
        }
        int colon = address.indexOf(':');
        int port = Integer.parseInt(address.substring(colon + 1));
        return Optional.of(new SyslogTarget(address.substring(0, colon), port, origin, tls));
    }

    private Optional<Target> webhook(YamlMap map) {
        Optional<URI> url = url(map, "https://pager.example.com/alerts");
        Secret secret = folder.secret(map, "secret");
        Secret authorization = folder.secret(map, "authorization");
        if (secret == null && authorization == null) {
            map.fault(
                    FaultKind.BAD_SETTING,
                    "a webhook whose receiver cannot tell who sends",
                    "add 'secret' to sign with, or 'authorization' for the header of that name");
        }
        Tls tls = tls(map);
        Duration patience = Duration.ofMillis(map.duration("patience", PATIENCE));
        return url.map(to -> new WebhookTarget(to, secret, authorization, tls, patience));
    }

    private Optional<Target> hec(YamlMap map) {
        Optional<URI> url = url(map, "https://splunk:8088/services/collector/event");
        map.required("token", "secrets/splunk-token");
        Secret token = folder.secret(map, "token");
        Tls tls = tls(map);
        Duration patience = Duration.ofMillis(map.duration("patience", PATIENCE));
        return token == null ? Optional.empty() : url.map(to -> new HecTarget(to, token, tls, patience));
    }

    private Tls tls(YamlMap map) {
        @Nullable String identity = folder.file(map, "identity");
        Secret password = folder.secret(map, "identity-password");
        if ((identity == null) != (password == null)) {
            map.fault(
                    FaultKind.BAD_SETTING,
                    "'identity' and 'identity-password' belong together",
                    "write both, or neither");
        }
        return new Tls(folder.file(map, "ca"), identity, password);
    }

    /** Alerts and credentials do not travel in clear text, unless somebody says that they may. */
    private static Optional<URI> url(YamlMap map, String example) {
        Optional<YamlValue> value = map.required("url", example);
        String text = value.flatMap(YamlValue::text).orElse("");
        boolean clear = DeliveriesReader.flag(map, "cleartext");
        if (!text.matches("https?://(\\[[0-9a-fA-F:]+]|[^\\s/@:]+)(:[0-9]{1,5})?(/\\S*)?")) {
            value.ifPresent(at ->
                    at.fault(FaultKind.BAD_SETTING, "this is no URL of a server", "write one such as " + example));
            return Optional.empty();
        }
        URI url = URI.create(text);
        if (url.getScheme().equals("http")
                && !clear
                && !String.valueOf(url.getHost()).matches(LOOPBACK)) {
            value.ifPresent(at -> at.fault(
                    FaultKind.BAD_SETTING,
                    "alerts and secrets would travel in clear text",
                    "write https, or 'cleartext: true' if they may"));
        }
        return Optional.of(url);
    }
}
