package io.tokenwatch.posture;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.tokenwatch.indicator.Cell;
import io.tokenwatch.indicator.Indicator;
import io.tokenwatch.indicator.Tally;
import io.tokenwatch.ledger.AlertEntries;
import io.tokenwatch.ledger.Entry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What the document of an alert says to ledger and indicators, by the fields of the template {@code tokenwatch-alerts}. */
public final class AlertReader {
    private static final String TIME = "@timestamp";
    private static final String TENANT = "organization.id";
    private static final String RULE = "rule.id";
    private static final String ACTION = "event.action";
    private static final String RISK = "event.risk_score";
    private static final String ID = "oauth.alert.id";
    private static final String STATUS = "oauth.alert.status";
    private static final String LATENCY = "oauth.alert.latency_ms";
    private static final String FAMILY = "oauth.token.family_hash";
    private static final String TOKEN = "oauth.token.hash";
    private static final Set<String> FIELDS =
            Set.of(TIME, TENANT, RULE, ACTION, RISK, ID, STATUS, LATENCY, FAMILY, TOKEN);
    private static final JsonFactory JSON = new JsonFactory();

    private final Map<String, List<String>> fields;

    private AlertReader(Map<String, List<String>> fields) {
        this.fields = fields;
    }

    /** @param document UTF-8 JSON */
    public static AlertReader of(byte[] document) {
        Map<String, List<String>> fields = new HashMap<>();
        try (JsonParser json = JSON.createParser(document)) {
            json.nextToken();
            object(json, "", fields);
        } catch (IOException e) {
            throw new UncheckedIOException("the document of an alert is no JSON", e);
        }
        return new AlertReader(fields);
    }

    private static void object(JsonParser json, String path, Map<String, List<String>> fields) throws IOException {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = path + json.currentName();
            JsonToken value = json.nextToken();
            if (value == JsonToken.START_OBJECT) {
                object(json, name + ".", fields);
            } else if (!FIELDS.contains(name)) {
                json.skipChildren();
            } else {
                List<String> texts = fields.computeIfAbsent(name, n -> new ArrayList<>());
                if (value == JsonToken.START_ARRAY) {
                    while (json.nextToken() != JsonToken.END_ARRAY) {
                        texts.add(json.getText());
                    }
                } else {
                    texts.add(json.getText());
                }
            }
        }
    }

    private @Nullable String first(String field) {
        List<String> texts = fields.get(field);
        return texts == null || texts.isEmpty() ? null : texts.get(0);
    }

    /**
     * Hands out what it says of grants: of the families that it names, or else of the tokens.
     *
     * @param version grows with each write of the alert
     */
    public void entries(long version, Consumer<Entry> out) {
        String id = first(ID);
        String time = first(TIME);
        if (id != null && time != null) {
            String tenant = first(TENANT);
            String risk = first(RISK);
            AlertEntries.of(
                    id,
                    version,
                    "open".equals(first(STATUS)),
                    risk == null ? 0 : Double.parseDouble(risk),
                    Instant.parse(time).toEpochMilli(),
                    tenant == null ? "" : tenant,
                    fields.getOrDefault(FAMILY, List.of()),
                    fields.getOrDefault(TOKEN, List.of()),
                    out);
        }
    }

    /** Hands out how long it took to open the alert, if this is its opening and somebody measured it. */
    public void latency(BiConsumer<Cell, Tally> out) {
        String latency = first(LATENCY);
        String time = first(TIME);
        if (latency != null && time != null && "opened".equals(first(ACTION))) {
            long at = Instant.parse(time).toEpochMilli();
            out.accept(
                    Cell.of(Indicator.ALERT_LATENCY, at, first(TENANT), null).withRule(first(RULE)),
                    Tally.latency(Indicator.ALERT_LATENCY, Long.parseLong(latency)));
        }
    }
}
