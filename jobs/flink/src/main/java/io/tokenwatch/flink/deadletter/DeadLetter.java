package io.tokenwatch.flink.deadletter;

/**
 * What could not be used, without its content: where it is, why, how long, and a digest to recognise it by. Two dead letters
 * with the same {@link #key} speak of the same thing.
 *
 * @param topic empty where it did not come from Kafka
 * @param partition -1 where it did not come from Kafka
 * @param offset -1 where it did not come from Kafka
 * @param document {@code index/id} of a refused document, {@code delivery/id} of a message that was not delivered, else empty
 * @param detail what exactly, at most some 200 characters, without content
 * @param time when Kafka got it or Elasticsearch refused it, milliseconds since the epoch
 * @param length of the content, bytes
 * @param digest of the content, see {@link Excerpt#digest}; empty where there is none
 */
public record DeadLetter(
        String topic,
        int partition,
        long offset,
        String document,
        Reason reason,
        String detail,
        long time,
        int length,
        String digest) {

    /** A Kafka record that could not be read. */
    public static DeadLetter ofRecord(
            String topic, int partition, long offset, Reason reason, String detail, long time, byte[] content) {
        String digest = content.length == 0 ? "" : Excerpt.digest(content);
        return new DeadLetter(
                topic, partition, offset, "", reason, Excerpt.clean(detail), time, content.length, digest);
    }

    /** A document that Elasticsearch refused for good. */
    public static DeadLetter ofDocument(String index, String id, String detail, long time, byte[] content) {
        return new DeadLetter(
                "",
                -1,
                -1,
                index + "/" + id,
                Reason.DOCUMENT_REJECTED,
                Excerpt.clean(detail),
                time,
                content.length,
                Excerpt.digest(content));
    }

    /**
     * A message about an alert that somebody was not told.
     *
     * @param id of the alert's transition, under which Elasticsearch has it
     */
    public static DeadLetter ofNotice(
            String delivery, String id, Reason reason, String detail, long time, byte[] content) {
        String digest = content.length == 0 ? "" : Excerpt.digest(content);
        return new DeadLetter(
                "", -1, -1, delivery + "/" + id, reason, Excerpt.clean(detail), time, content.length, digest);
    }

    public boolean isFromKafka() {
        return !topic.isEmpty();
    }

    /** {@code topic-partition@offset}, or the document: the same for a repetition. */
    public String key() {
        return isFromKafka() ? topic + "-" + partition + "@" + offset : document;
    }
}
