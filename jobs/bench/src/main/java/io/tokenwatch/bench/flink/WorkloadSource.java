package io.tokenwatch.bench.flink;

import io.tokenwatch.bench.workload.LineCursor;
import io.tokenwatch.bench.workload.Workload;
import io.tokenwatch.connector.CanonicalConnector;
import io.tokenwatch.connector.CanonicalReader;
import io.tokenwatch.connector.Outcome;
import io.tokenwatch.connector.Settings;
import io.tokenwatch.connector.redact.TokenKeys;
import io.tokenwatch.connector.text.Unreadable;
import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.flink.operator.RoutedRecord;
import io.tokenwatch.flink.topology.Routing;
import io.tokenwatch.rule.RuleFiles;
import java.io.Serial;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.apache.flink.streaming.api.functions.source.legacy.SourceFunction;
import org.apache.flink.streaming.api.watermark.Watermark;

/**
 * Reads the lines that are in this JVM's memory, as the Kafka source would read its records: decode, route, and send on what
 * some rule needs. It takes the lock once for a batch, as Flink's own sources do.
 */
@SuppressWarnings("deprecation") // the one source that needs no thread hand-over between reading and routing
final class WorkloadSource implements SourceFunction<RoutedRecord> {
    @Serial
    private static final long serialVersionUID = 1L;

    private static final Map<String, Workload> SHARED = new ConcurrentHashMap<>();
    private static final int BATCH = 500;
    private static final long DISORDER = 5_000;

    private final String name;
    private final RuleFiles rules;
    private final String keyFolder;
    private volatile boolean running = true;

    /**
     * @param name under which {@link #share} has put the workload
     * @param keyFolder where the key for raw token ids lies, or is made
     */
    WorkloadSource(String name, RuleFiles rules, String keyFolder) {
        this.name = name;
        this.rules = rules;
        this.keyFolder = keyFolder;
    }

    static void share(String name, Workload workload) {
        SHARED.put(name, workload);
    }

    static void forget(String name) {
        SHARED.remove(name);
    }

    @Override
    public void run(SourceContext<RoutedRecord> context) throws Exception {
        Workload workload = SHARED.get(name);
        if (workload == null) {
            throw new IllegalStateException("no workload is shared as " + name);
        }
        LineCursor lines = workload.cursor();
        CanonicalReader reader =
                new CanonicalConnector().open(Settings.of(TokenKeys.ofInstallation(Path.of(keyFolder))));
        Routing routing = new Routing(rules);
        TokenEvent event = new TokenEvent();
        Consumer<RoutedRecord> collect = context::collect;
        long latest = Long.MIN_VALUE;
        boolean more = true;
        while (running && more) {
            synchronized (context.getCheckpointLock()) {
                for (int i = 0; i < BATCH && (more = lines.next()); i++) {
                    if (read(reader, lines, event)) {
                        latest = Math.max(latest, event.eventTime());
                        routing.route(event, 0, collect);
                    }
                }
                if (latest != Long.MIN_VALUE) {
                    context.emitWatermark(new Watermark(latest - DISORDER));
                }
            }
        }
    }

    private static boolean read(CanonicalReader reader, LineCursor lines, TokenEvent event) throws Unreadable {
        return reader.read(lines.buffer(), lines.start(), lines.length(), event) == Outcome.ONE_EVENT;
    }

    @Override
    public void cancel() {
        running = false;
    }
}
