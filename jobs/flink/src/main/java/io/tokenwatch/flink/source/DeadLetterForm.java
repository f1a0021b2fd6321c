package io.tokenwatch.flink.source;

import io.tokenwatch.flink.deadletter.DeadLetter;
import io.tokenwatch.flink.deadletter.Reason;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;

/** A dead letter between two tasks of one job. */
final class DeadLetterForm {
    private DeadLetterForm() {}

    static void write(DeadLetter letter, DataOutputView out) throws IOException {
        StringValue.writeString(letter.topic(), out);
        out.writeInt(letter.partition());
        out.writeLong(letter.offset());
        StringValue.writeString(letter.document(), out);
        StringValue.writeString(letter.reason().name(), out);
        StringValue.writeString(letter.detail(), out);
        out.writeLong(letter.time());
        out.writeInt(letter.length());
        StringValue.writeString(letter.digest(), out);
    }

    static DeadLetter read(DataInputView in) throws IOException {
        return new DeadLetter(
                StringValue.readString(in),
                in.readInt(),
                in.readLong(),
                StringValue.readString(in),
                Reason.valueOf(StringValue.readString(in)),
                StringValue.readString(in),
                in.readLong(),
                in.readInt(),
                StringValue.readString(in));
    }
}
