package io.tokenwatch.replay.cluster;

import io.tokenwatch.connector.Connector;
import io.tokenwatch.connector.Connectors;
import io.tokenwatch.connector.Settings;
import io.tokenwatch.connector.network.NetworkFacts;
import io.tokenwatch.connector.redact.Redactor;
import io.tokenwatch.connector.redact.TokenKeys;
import io.tokenwatch.flink.live.TokenKeySource;
import io.tokenwatch.replay.Engine;
import io.tokenwatch.replay.Input;
import io.tokenwatch.replay.ReplaySettings;
import io.tokenwatch.replay.Resources;
import io.tokenwatch.replay.Stored;
import io.tokenwatch.replay.files.FlinkFile;
import java.io.IOException;
import java.io.Serial;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.Nullable;

/** Tasks of a cluster of other processes: they carry texts and names, and each process makes of them what it needs, once. */
final class OnOtherMachines implements Assignment {
    @Serial
    private static final long serialVersionUID = 1L;

    private static final String NETWORK = "network-facts-";
    private static final String MAPPING = "mapping";
    /** Of the tasks' process. The class loader of a job, and this with it, goes when the job does. */
    private static final Map<String, Work> MADE = new ConcurrentHashMap<>();

    /** A log: null for the format that the mapping describes. */
    private record Log(String name, String uri, @Nullable String format) implements Serializable {}

    private final String name = UUID.randomUUID().toString();
    private final Provisions.Texts texts;
    private final TokenKeySource keys;
    private final String fingerprint;
    private final int databases;
    private final ArrayList<Log> logs = new ArrayList<>();
    private final long from;
    private final long to;
    private final String tenant;
    private final @Nullable String source;
    private final ZoneId zone;
    private final @Nullable String issuer;
    private final long latest;
    private final transient Provisions provisions;

    OnOtherMachines(Engine.Task task, Provisions provisions) {
        Settings reading = task.settings().reading();
        this.provisions = provisions;
        this.texts = provisions.texts();
        this.keys = provisions.keys();
        this.fingerprint = fingerprint(reading.keys());
        this.databases = provisions.networkFacts().size();
        this.from = task.settings().from();
        this.to = task.settings().to();
        this.tenant = reading.tenant();
        this.source = reading.source();
        this.zone = reading.zone();
        this.issuer = reading.issuer();
        this.latest = reading.latest();
        task.formats().forEach((input, connector) -> {
            Stored stored = Objects.requireNonNull(input.stored());
            boolean shipped = Connectors.all().contains(connector);
            logs.add(new Log(input.name(), stored.uri(), shipped ? connector.format() : null));
        });
    }

    /** Says which keys they are and shows none. */
    static String fingerprint(TokenKeys keys) {
        return keys + " " + new Redactor(keys).id(null, "plan", Long.MAX_VALUE);
    }

    @Override
    public void pack(StreamExecutionEnvironment job) {
        for (int i = 0; i < databases; i++) {
            job.registerCachedFile(uri(provisions.networkFacts().get(i)), NETWORK + i);
        }
        Path mapping = provisions.mapping();
        if (mapping != null) {
            job.registerCachedFile(uri(mapping), MAPPING);
        }
    }

    private static String uri(Path file) {
        return file.toAbsolutePath().toUri().toString();
    }

    @Override
    public Work work(RuntimeContext context) {
        return MADE.computeIfAbsent(name, any -> make(context));
    }

    private Work make(RuntimeContext context) {
        Settings reading = new Settings(keys(), tenant, source, zone, issuer, latest);
        List<Path> files = IntStream.range(0, databases)
                .mapToObj(i -> file(context, NETWORK + i))
                .toList();
        ReplaySettings settings =
                new ReplaySettings(null, reading, NetworkFacts.open(files), from, to, Resources.ofMachine());
        @Nullable Connector mapped = null;
        List<Map.Entry<Input, Connector>> inputs = new ArrayList<>();
        for (Log log : logs) {
            if (log.format == null && mapped == null) {
                mapped = Connectors.of("mapping:" + file(context, MAPPING));
            }
            Connector connector = log.format == null ? Objects.requireNonNull(mapped) : Connectors.of(log.format);
            inputs.add(Map.entry(Input.of(log.name, new FlinkFile(log.uri)), connector));
        }
        return new Work(inputs, settings, texts.compile(), null);
    }

    private TokenKeys keys() {
        TokenKeys found;
        try {
            found = keys.read();
        } catch (UncheckedIOException | IllegalArgumentException e) {
            throw unusable("a machine of the cluster has no keys that hash tokens: " + e.getMessage());
        }
        if (!fingerprint(found).equals(fingerprint)) {
            throw unusable("a machine of the cluster has other keys that hash tokens than this one");
        }
        return found;
    }

    private UncheckedIOException unusable(String what) {
        String place = keys.file() == null ? "the environment variable " + TokenKeys.VARIABLE : keys.file();
        return new UncheckedIOException(
                what + "; each takes them from " + place + " (--token-keys names another file)",
                new IOException("token keys"));
    }

    private static Path file(RuntimeContext context, String named) {
        return context.getDistributedCache().getFile(named).toPath();
    }
}
