package io.tokenwatch.flink.elasticsearch;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/** Since when each index has refused what it should take. Any thread. */
final class Refusals {
    private final long patience;
    private final LongSupplier nanos;
    private final Map<String, Long> since = new ConcurrentHashMap<>();

    /** @param nanos a clock that only goes on */
    Refusals(Duration patience, LongSupplier nanos) {
        this.patience = patience.toNanos();
        this.nanos = nanos;
    }

    /** The index has refused once more: whether it has done nothing else for as long as the patience lasts. */
    boolean isTheLast(String index) {
        long now = nanos.getAsLong();
        Long first = since.putIfAbsent(index, now);
        return now - (first == null ? now : first) >= patience;
    }

    /** The index takes documents. */
    void accepted(String index) {
        if (!since.isEmpty()) {
            since.remove(index);
        }
    }
}
