package io.tokenwatch.console.screen;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.TreeMap;

/** Histograms of Elasticsearch's form (values and counts) added up. Percentiles are as exact as the buckets: 1 % with ours. */
final class Histogram {
    private final TreeMap<Double, Long> buckets = new TreeMap<>();
    private long count;

    void add(JsonNode histogram) {
        JsonNode values = histogram.path("values");
        JsonNode counts = histogram.path("counts");
        for (int i = 0; i < Math.min(values.size(), counts.size()); i++) {
            buckets.merge(values.get(i).asDouble(), counts.get(i).asLong(), Long::sum);
            count += counts.get(i).asLong();
        }
    }

    boolean isEmpty() {
        return count == 0;
    }

    long count() {
        return count;
    }

    /** The smallest value that at least this share of all is not above. */
    double percentile(double share) {
        long rank = Math.max(1, (long) Math.ceil(share * count));
        long seen = 0;
        for (Map.Entry<Double, Long> bucket : buckets.entrySet()) {
            seen += bucket.getValue();
            if (seen >= rank) {
                return bucket.getKey();
            }
        }
        throw new IllegalStateException("empty");
    }
}
