package io.tokenwatch.flink.source;

import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.flink.deadletter.DeadLetter;
import io.tokenwatch.flink.record.Travelling;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.typeutils.ValueTypeInfo;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;
import org.jspecify.annotations.Nullable;

/**
 * A Kafka record as the job sees it: an event, or a dead letter that says why it is none.
 *
 * <p>Mutable and reused: with object reuse the source fills the same instance for each record, and who wants to keep something
 * copies it. If it has to travel between tasks, the slots of the event do, not the bytes of the record: those have not passed
 * the guard and would carry raw tokens into checkpoints.
 */
public final class Arrival implements Travelling<Arrival> {
    public static final TypeInformation<Arrival> TYPE = new ValueTypeInfo<>(Arrival.class);

    private transient TokenEvent event = new TokenEvent();
    private transient @Nullable DeadLetter deadLetter;
    private String topic = "";
    private int partition;
    private long offset;
    private long kafkaTime;

    /** An empty one, to be filled. */
    public Arrival() {}

    /** Empties it, and says where the record is and since when, by Kafka's timestamp in milliseconds since the epoch. */
    void at(String newTopic, int newPartition, long newOffset, long newKafkaTime) {
        topic = newTopic;
        partition = newPartition;
        offset = newOffset;
        kafkaTime = newKafkaTime;
        deadLetter = null;
        event.clear();
    }

    void die(DeadLetter letter) {
        deadLetter = letter;
        event.clear();
    }

    /** The event; empty if this {@linkplain #deadLetter is a dead letter}. */
    public TokenEvent event() {
        return event;
    }

    /** Why there is no event, or null if there is one. */
    public @Nullable DeadLetter deadLetter() {
        return deadLetter;
    }

    public String topic() {
        return topic;
    }

    public int partition() {
        return partition;
    }

    public long offset() {
        return offset;
    }

    /** When Kafka got the record: by the broker's clock, or the producer's, as the topic is set up. Milliseconds since the epoch. */
    public long kafkaTime() {
        return kafkaTime;
    }

    @Override
    public void write(DataOutputView out) throws IOException {
        StringValue.writeString(topic, out);
        out.writeInt(partition);
        out.writeLong(offset);
        out.writeLong(kafkaTime);
        out.writeBoolean(deadLetter != null);
        if (deadLetter != null) {
            DeadLetterForm.write(deadLetter, out);
        } else {
            EventForm.write(event, out);
        }
    }

    @Override
    public void read(DataInputView in) throws IOException {
        at(StringValue.readString(in), in.readInt(), in.readLong(), in.readLong());
        if (in.readBoolean()) {
            deadLetter = DeadLetterForm.read(in);
        } else {
            EventForm.read(in, event);
        }
    }

    @Override
    public void copyTo(Arrival target) {
        target.at(topic, partition, offset, kafkaTime);
        target.deadLetter = deadLetter;
        EventForm.copy(event, target.event);
    }

    @Override
    public Arrival copy() {
        Arrival copy = new Arrival();
        copyTo(copy);
        return copy;
    }

    @Override
    public String toString() {
        return topic + "-" + partition + "@" + offset + (deadLetter == null ? "" : " dead: " + deadLetter.reason());
    }
}
