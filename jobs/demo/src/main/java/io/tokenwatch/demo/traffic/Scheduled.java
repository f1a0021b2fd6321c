package io.tokenwatch.demo.traffic;

import io.tokenwatch.event.TokenEvent;
import java.util.List;

/**
 * One delivery of an event.
 *
 * @param sendOffsetMillis when to send it, relative to the start of the live phase; negative is history: at once. Never
 *     falls from one delivery to the next
 * @param event of this delivery alone; a second delivery of it holds an equal copy
 * @param topic Kafka topic
 * @param partitionKey Kafka record key; the second delivery of an event may have another one, hence another partition
 * @param planted what this delivery completes: from here on it can be alerted
 */
public record Scheduled(
        long sendOffsetMillis, TokenEvent event, String topic, String partitionKey, List<Planted> planted) {
    public boolean isHistory() {
        return sendOffsetMillis < 0;
    }
}
