package io.tokenwatch.console;

import io.tokenwatch.console.access.OpenIdSettings;
import io.tokenwatch.console.access.Role;
import io.tokenwatch.console.store.ClusterSettings;
import io.tokenwatch.yaml.Faults;
import io.tokenwatch.yaml.Yaml;
import io.tokenwatch.yaml.YamlMap;
import io.tokenwatch.yaml.YamlValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads {@link ConsoleSettings} from YAML; {@code docs/console.example.yml} shows every key. Paths are relative to the file. */
public final class ConsoleSettingsFile {
    private static final String HOST = "127.0.0.1";
    private static final long PORT = 8440;
    private static final Set<String> LOOPBACK = Set.of(HOST, "localhost", "::1");

    private final Path folder;

    private ConsoleSettingsFile(Path folder) {
        this.folder = folder;
    }

    /**
     * @throws io.tokenwatch.yaml.FaultyFileException with every fault, each with its line and column
     * @throws UncheckedIOException if the file cannot be read
     */
    public static ConsoleSettings read(Path file) {
        try {
            Path folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(Path.of("."));
            return parse(file.toString(), Files.readString(file), folder);
        } catch (NoSuchFileException e) {
            throw new UncheckedIOException("there is no file " + file, e);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    static ConsoleSettings parse(String name, String text, Path folder) {
        Faults faults = new Faults();
        Optional<ConsoleSettings> settings = Yaml.parse(name, text, faults)
                .flatMap(YamlValue::map)
                .flatMap(root -> new ConsoleSettingsFile(folder).settings(root));
        faults.throwIfAny();
        return settings.orElseThrow(() -> new IllegalStateException("no settings and no fault in " + name));
    }

    private Optional<ConsoleSettings> settings(YamlMap root) {
        Optional<ClusterSettings> elasticsearch = root.required("elasticsearch", "{url: \"http://elasticsearch:9200\"}")
                .flatMap(YamlValue::map)
                .flatMap(this::elasticsearch);
        String host = root.text("host", HOST);
        int port = Math.toIntExact(root.within("port", PORT, 0, 65_535));
        Optional<URI> url = root.get("public-url").flatMap(ConsoleSettingsFile::url);
        boolean secure = url.map(uri -> "https".equals(uri.getScheme())).orElse(false);
        if (!LOOPBACK.contains(host) && !secure) {
            root.get("host")
                    .ifPresent(at -> at.fault(
                            "the console would answer strangers without TLS",
                            "put a proxy that speaks TLS before it and write its address as 'public-url: https://…'"));
        }
        Optional<YamlValue> provider = root.get("openid-connect");
        OpenIdSettings openId = provider.flatMap(YamlValue::map)
                .flatMap(map -> openId(map, url.orElse(URI.create("http://" + HOST + ":" + port))))
                .orElse(null);
        boolean password = root.text("one-time-password", provider.isEmpty() ? "yes" : "no")
                .equals("yes");
        Path rules = folder.resolve(root.text("rules", "rules"));
        Path maintenance = root.get("maintenance")
                .flatMap(YamlValue::text)
                .map(folder::resolve)
                .orElse(null);
        Duration idle = Duration.ofMillis(root.duration("idle", ConsoleSettings.IDLE.toMillis()));
        Duration longest = Duration.ofMillis(root.duration("longest", ConsoleSettings.LONGEST.toMillis()));
        root.refuseOthers();
        return elasticsearch.map(cluster ->
                new ConsoleSettings(cluster, host, port, secure, openId, password, rules, maintenance, idle, longest));
    }

    private Optional<ClusterSettings> elasticsearch(YamlMap map) {
        Optional<YamlValue> written = map.required("url", "http://elasticsearch:9200");
        List<String> urls = map.texts("url");
        for (String url : urls) {
            if (!url.matches("https?://[^\\s/@]+(/\\S*)?")) {
                written.ifPresent(
                        at -> at.fault("'" + url + "' is no URL of a server", "write http://elasticsearch:9200"));
            }
        }
        Supplier<String> key = secret(map, "api-key");
        Supplier<String> login = secret(map, "login");
        Path ca = map.get("ca").flatMap(YamlValue::text).map(folder::resolve).orElse(null);
        map.refuseOthers();
        return urls.isEmpty() ? Optional.empty() : Optional.of(ClusterSettings.at(urls, authorization(key, login), ca));
    }

    private static @Nullable Supplier<String> authorization(
            @Nullable Supplier<String> key, @Nullable Supplier<String> login) {
        if (key != null) {
            return () -> "ApiKey " + key.get();
        }
        return login == null
                ? null
                : () -> "Basic "
                        + Base64.getEncoder().encodeToString(login.get().getBytes(StandardCharsets.UTF_8));
    }

    private Optional<OpenIdSettings> openId(YamlMap map, URI base) {
        Optional<URI> issuer = map.required("issuer", "https://login.example").flatMap(ConsoleSettingsFile::url);
        Optional<String> client =
                map.required("client-id", "tokenwatch-console").flatMap(YamlValue::text);
        Supplier<String> secret = secret(map, "client-secret");
        Map<String, Role> roles = new HashMap<>();
        map.required("roles", "{viewer: soc-readers, analyst: soc-analysts, author: detection-engineers}")
                .flatMap(YamlValue::map)
                .ifPresent(words -> {
                    for (Role role : Role.values()) {
                        words.texts(role.word())
                                .forEach(value -> roles.merge(value, role, (a, b) -> a.includes(b) ? a : b));
                    }
                    words.refuseOthers();
                });
        String rolesClaim = map.text("roles-claim", "groups");
        String tenantsClaim = map.text("tenants-claim", "tenants");
        String everyTenant = map.text("every-tenant", "*");
        Set<String> scopes = new LinkedHashSet<>(map.texts("scopes"));
        map.refuseOthers();
        return issuer.isEmpty() || client.isEmpty()
                ? Optional.empty()
                : Optional.of(new OpenIdSettings(
                        issuer.get(),
                        client.get(),
                        secret,
                        base.resolve("/sign-in/callback"),
                        rolesClaim,
                        roles,
                        tenantsClaim,
                        everyTenant,
                        scopes));
    }

    private static Optional<URI> url(YamlValue value) {
        String text = value.text().orElse("");
        if (!text.matches("https?://[^\\s/@]+(/\\S*)?")) {
            value.fault("'" + text + "' is no URL", "write such as https://login.example");
            return Optional.empty();
        }
        return Optional.of(URI.create(text));
    }

    /** A file, or {@code environment NAME}: the secret itself has no place in a configuration. */
    private @Nullable Supplier<String> secret(YamlMap map, String key) {
        Optional<YamlValue> value = map.get(key);
        String where = value.flatMap(YamlValue::text).orElse("");
        if (where.isEmpty()) {
            return null;
        }
        if (where.startsWith("environment ")) {
            String variable = where.substring("environment ".length()).strip();
            return () -> Optional.ofNullable(System.getenv(variable))
                    .filter(text -> !text.isBlank())
                    .orElseThrow(() -> new IllegalStateException("no secret in the environment variable " + variable));
        }
        Path file = folder.resolve(where);
        if (!Files.isReadable(file)) {
            value.ifPresent(at -> at.fault(
                    "there is no file with this secret that we may read",
                    "name a file, or write 'environment VARIABLE'"));
        }
        return () -> {
            try {
                return Files.readString(file).strip();
            } catch (IOException e) {
                throw new UncheckedIOException("cannot read the secret in " + file, e);
            }
        };
    }
}
