package io.tokenwatch.replay;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * What became of the records: {@code read = judged + duplicates + dead_lettered + skipped + outside_period}. A record that
 * says several events counts as so many.
 *
 * @param judged distinct events, whether or not a rule matched them
 * @param duplicates further copies of their ids
 * @param conflicts ids whose copies differ; one of them was judged
 * @param deadLetters records that could not be read, by the reason
 * @param outsidePeriod events before {@code --from} or not before {@code --to}
 * @param skipped records that say nothing about tokens, by the product's name for them
 * @param unknownFields of canonical records, with how many said them: nothing was made of those
 * @param byRule alerts of each active rule
 * @param shadowed how many of the alerts are of rules in shadow mode
 * @param truncated how many of the alerts are of keys with more evidence than was kept
 * @param keysLeftOut how many keys of events that had too many of them were left out
 * @param provenance what the answer rests on
 */
public record ReplaySummary(
        long read,
        long judged,
        long duplicates,
        long conflicts,
        SortedMap<String, Long> deadLetters,
        long outsidePeriod,
        SortedMap<String, Long> skipped,
        SortedMap<String, Long> unknownFields,
        List<NotEvaluable> notEvaluable,
        SortedMap<String, Long> byRule,
        long alerts,
        long shadowed,
        long truncated,
        long keysLeftOut,
        Provenance provenance) {
    private static final JsonFactory JSON = new JsonFactory();

    public long skippedRecords() {
        return Sums.total(skipped);
    }

    public long deadLettered() {
        return Sums.total(deadLetters);
    }

    /** One line of JSON. Facts only, so that a second replay writes the same bytes. */
    public String toJson() {
        StringWriter out = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(out)) {
            write(json);
        } catch (IOException e) {
            throw new UncheckedIOException("a string cannot be written to", e);
        }
        return out.toString();
    }

    private void write(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeNumberField("read", read);
        json.writeNumberField("judged", judged);
        json.writeNumberField("dead_lettered", deadLettered());
        json.writeNumberField("duplicates", duplicates);
        json.writeNumberField("conflicts", conflicts);
        json.writeNumberField("skipped", skippedRecords());
        json.writeNumberField("outside_period", outsidePeriod);
        json.writeNumberField("late", 0); // all events are there before the first is judged
        write(json, "skipped_by_type", skipped);
        write(json, "dead_lettered_by_reason", deadLetters);
        write(json, "unknown_fields", unknownFields);
        json.writeArrayFieldStart("not_evaluable");
        for (NotEvaluable rule : notEvaluable) {
            rule.write(json);
        }
        json.writeEndArray();
        json.writeNumberField("alerts", alerts);
        json.writeNumberField("shadow_alerts", shadowed);
        json.writeNumberField("truncated_alerts", truncated);
        json.writeNumberField("keys_left_out", keysLeftOut);
        write(json, "by_rule", byRule);
        json.writeStringField("rule_pack", provenance.rulePack());
        json.writeFieldName("provenance");
        provenance.write(json);
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, String name, SortedMap<String, Long> counts) throws IOException {
        json.writeObjectFieldStart(name);
        for (Map.Entry<String, Long> count : counts.entrySet()) {
            json.writeNumberField(count.getKey(), count.getValue());
        }
        json.writeEndObject();
    }
}
