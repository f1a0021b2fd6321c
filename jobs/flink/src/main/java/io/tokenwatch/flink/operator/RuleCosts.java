package io.tokenwatch.flink.operator;

import io.tokenwatch.engine.CostMeter;
import io.tokenwatch.flink.elasticsearch.DocumentWrite;
import io.tokenwatch.flink.elasticsearch.StatusDocument;
import io.tokenwatch.rule.Rule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;
import org.apache.flink.metrics.MetricGroup;

/**
 * What each rule costs a subtask since it was started, by a sample of one record in {@value #SAMPLE}: how many records it takes into
 * its state, and how long that takes. State alone: selecting is shared by all rules, and reading it from the store by those of a key.
 */
final class RuleCosts implements CostMeter {
    static final int SAMPLE = 64;
    private static final long REPORT_MILLIS = 60_000;
    private static final long NANOS_PER_MICRO = 1_000;

    /** Of one rule, as sampled. */
    private static final class Cost {
        private long records;
        private long nanos;
        private boolean isNews;
    }

    private final Map<String, Cost> costs = new HashMap<>();
    private final LongSupplier nanoClock;
    private final MetricGroup metrics;
    private final int subtask;
    private int record;
    private long begun;
    private long nextReport = Long.MIN_VALUE;
    private long reports;

    RuleCosts(LongSupplier nanoClock, MetricGroup metrics, int subtask) {
        this.nanoClock = nanoClock;
        this.metrics = metrics;
        this.subtask = subtask;
    }

    @Override
    public boolean measures() {
        return ++record % SAMPLE == 0;
    }

    @Override
    public void begin() {
        begun = nanoClock.getAsLong();
    }

    @Override
    public void end(Rule rule) {
        Cost cost = costs.computeIfAbsent(rule.id(), this::measured);
        cost.records++;
        cost.nanos += nanoClock.getAsLong() - begun;
        cost.isNews = true;
    }

    private Cost measured(String rule) {
        Cost cost = new Cost();
        MetricGroup group = metrics.addGroup("rule", rule);
        group.gauge("records", () -> cost.records * SAMPLE);
        group.gauge("micros", () -> cost.nanos * SAMPLE / NANOS_PER_MICRO);
        return cost;
    }

    /**
     * At most once a minute, a document for each rule that has cost something since.
     *
     * @param now milliseconds since the epoch
     */
    List<DocumentWrite> report(long now, String runId, long attempt) {
        if (now < nextReport) {
            return List.of();
        }
        nextReport = now + REPORT_MILLIS;
        reports++;
        List<DocumentWrite> documents = new ArrayList<>();
        costs.forEach((rule, cost) -> {
            if (cost.isNews) {
                cost.isNews = false;
                documents.add(document(rule, cost, now, runId, Progress.version(attempt, reports)));
            }
        });
        return documents;
    }

    private DocumentWrite document(String rule, Cost cost, long now, String runId, long version) {
        long records = cost.records * SAMPLE;
        long micros = cost.nanos * SAMPLE / NANOS_PER_MICRO;
        String message = String.format(
                Locale.ROOT,
                "The rule %s took in about %d records since this start of the job, %.1f µs each, as one subtask saw it.",
                rule,
                records,
                (double) micros / records);
        return StatusDocument.of("cost-" + rule + "-" + subtask, version, "cost", message, now, runId, json -> {
            json.writeObjectFieldStart("rule");
            json.writeStringField("id", rule);
            json.writeEndObject();
            json.writeObjectFieldStart("cost");
            json.writeNumberField("records", records);
            json.writeNumberField("micros", micros);
            json.writeNumberField("subtask", subtask);
            json.writeEndObject();
        });
    }
}
