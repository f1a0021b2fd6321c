package io.tokenwatch.flink.elasticsearch;

import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The field types that a cluster offers. Elasticsearch without its commercial modules, which are free to use but not everywhere, has no
 * {@code histogram}: there the same documents are kept and can be read, and nothing is aggregated inside the cluster.
 */
final class FieldTypes {
    private static final Logger LOG = LoggerFactory.getLogger(FieldTypes.class);

    private static final String HISTOGRAM = "{\"type\": \"histogram\"}";
    private static final String KEPT = "{\"type\": \"object\", \"enabled\": false}";
    /** "No handler for type" before 8.18, "The mapper type … does not exist" since. */
    private static final String REFUSAL = "type [histogram]";

    private boolean histograms = true;

    /** The body of a template as this cluster takes it. */
    byte[] body(byte[] template) {
        String text = new String(template, StandardCharsets.UTF_8);
        return histograms ? template : text.replace(HISTOGRAM, KEPT).getBytes(StandardCharsets.UTF_8);
    }

    /** Whether the refusal tells of a type that it lacks and {@link #body} can do without from now on. */
    boolean lacks(String refusal) {
        boolean news = histograms && refusal.contains(REFUSAL);
        if (news) {
            LOG.info("the cluster has no histogram fields: latencies are kept, and cannot be aggregated in it");
            histograms = false;
        }
        return news;
    }
}
