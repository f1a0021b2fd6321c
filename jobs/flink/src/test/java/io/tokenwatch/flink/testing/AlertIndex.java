package io.tokenwatch.flink.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tokenwatch.alert.Alert;
import io.tokenwatch.alert.AlertSink.Change;
import io.tokenwatch.alert.EcsAlert;
import io.tokenwatch.engine.LocalEngine;
import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.flink.operator.AlertRecord;
import io.tokenwatch.rule.Mode;
import io.tokenwatch.rule.PackLog;
import io.tokenwatch.rule.RuleFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** Keeps of each alert the highest version, as Elasticsearch does with external versions. */
public final class AlertIndex {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, AlertRecord> documents = new ConcurrentHashMap<>();

    /** Returns whether the version was new, as opposed to refused. */
    public boolean put(AlertRecord record) {
        String place = record.shadow() ? record.id() + " in the shadow" : record.id();
        return documents.merge(place, record, (old, fresh) -> fresh.version() > old.version() ? fresh : old) == record;
    }

    /** What the documents say of {@code oauth.alert}. */
    public List<JsonNode> alerts() {
        return documents.values().stream()
                .map(record -> read(record.document()).at("/oauth/alert"))
                .toList();
    }

    private static JsonNode read(byte[] document) {
        try {
            return JSON.readTree(document);
        } catch (IOException e) {
            throw new UncheckedIOException("not JSON", e);
        }
    }

    public Map<String, AlertRecord> documents() {
        return documents;
    }

    /** What the alerts that are not withdrawn say, by id: facts only. */
    public SortedMap<String, String> standing() {
        SortedMap<String, String> facts = new TreeMap<>();
        documents.forEach((id, record) -> {
            if (!record.change().equals("retracted")) {
                facts.put(id, facts(record.document()));
            }
        });
        return facts;
    }

    /** What {@link #standing} must be: all events through the engine in memory, nothing forgotten. */
    public static SortedMap<String, String> oracle(RuleFiles rules, List<TokenEvent> events) {
        return oracle(PackLog.of(rules.compile()), events);
    }

    /** As {@link #oracle(RuleFiles, List)}, each event judged by the pack in force at its time. */
    public static SortedMap<String, String> oracle(PackLog log, List<TokenEvent> events) {
        LocalEngine engine = new LocalEngine(log);
        events.forEach(engine::accept);
        SortedMap<String, String> facts = new TreeMap<>();
        EcsAlert.Run run = new EcsAlert.Run("", "", "", 0, 0, false);
        engine.alerts().forEach(a -> facts.put(place(a), facts(EcsAlert.document(a, Change.OPENED, run))));
        return facts;
    }

    private static String place(Alert alert) {
        return alert.rule().mode() == Mode.SHADOW ? alert.id() + " in the shadow" : alert.id();
    }

    /** Compares, and shows what differs only. */
    public static void assertSame(SortedMap<String, String> actual, SortedMap<String, String> expected) {
        List<String> missing = new ArrayList<>(expected.values());
        missing.removeAll(actual.values());
        List<String> extra = new ArrayList<>(actual.values());
        extra.removeAll(expected.values());
        assertThat(extra).as("alerts in place of " + missing).isEmpty();
        assertThat(missing).as("missing alerts").isEmpty();
    }

    private static String facts(byte[] document) {
        try {
            ObjectNode root = (ObjectNode) JSON.readTree(document);
            root.remove("run");
            ((ObjectNode) root.get("event")).remove(List.of("created", "ingested", "kind", "action"));
            ((ObjectNode) root.at("/oauth/alert"))
                    .remove(List.of("revision", "pack", "latency_ms", "warm", "confidence", "status"));
            return root.toString();
        } catch (IOException e) {
            throw new UncheckedIOException("not JSON", e);
        }
    }
}
