package io.tokenwatch.flink.topology;

import io.tokenwatch.flink.elasticsearch.DocumentWrite;
import io.tokenwatch.flink.operator.AlertRecord;
import java.io.Serial;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.zip.CRC32;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.util.Collector;

/**
 * The two documents of a change to an alert: its state as of now, which replaces what was there, and the transition, which
 * stays. Names carry the month of the suppression bucket, so that one alert never has two documents of state. Alerts of a rule in
 * shadow mode go the same way into indices of their own, which nobody is woken by. Further growth, and what the circuit breaker holds
 * back, is a change of the state and no transition; what a maintenance window has held back is only a transition when it is told.
 */
public final class AlertDocuments implements FlatMapFunction<AlertRecord, DocumentWrite> {
    @Serial
    private static final long serialVersionUID = 1L;

    private static final DateTimeFormatter MONTH =
            DateTimeFormatter.ofPattern("yyyy.MM", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final String STATE = "tokenwatch-alerts-";
    private static final String SHADOW_STATE = "tokenwatch-shadow-alerts-";
    private static final String TRANSITIONS = "logs-tokenwatch.alert-";
    private static final String SHADOW_TRANSITIONS = "tokenwatch-shadow-transitions-";
    private static final int LONGEST_TENANT = 100;

    @Override
    public void flatMap(AlertRecord alert, Collector<DocumentWrite> out) {
        String month = MONTH.format(Instant.ofEpochMilli(alert.bucketStart()));
        String state = alert.shadow() ? SHADOW_STATE : STATE;
        if (alert.isState()) {
            out.collect(DocumentWrite.index(state + month, alert.id(), alert.version(), alert.document()));
        }
        if (alert.isTransition()) {
            String transitions = alert.shadow() ? SHADOW_TRANSITIONS : TRANSITIONS;
            out.collect(DocumentWrite.create(
                    transitions + indexPart(alert.tenant()) + "-" + month,
                    alert.id() + "-" + alert.change() + "-" + alert.level(),
                    alert.document()));
        }
    }

    /** The indices that alerts of a tenant go to if their suppression bucket starts at that time. */
    public static List<String> indices(String tenant, Instant bucketStart) {
        String month = MONTH.format(bucketStart);
        return List.of(STATE + month, TRANSITIONS + indexPart(tenant) + "-" + month);
    }

    /** The tenant as part of an index name. Where letters had to give way, a checksum keeps two tenants apart. */
    static String indexPart(String tenant) {
        if (tenant.isEmpty()) {
            return "default";
        }
        String clean = tenant.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_.]", "_");
        String bounded = clean.length() > LONGEST_TENANT ? clean.substring(0, LONGEST_TENANT) : clean;
        if (bounded.equals(tenant)) {
            return bounded;
        }
        CRC32 checksum = new CRC32();
        checksum.update(tenant.getBytes(StandardCharsets.UTF_8));
        return bounded + "_" + String.format("%08x", checksum.getValue());
    }
}
