package io.tokenwatch.flink.delivery;

import java.io.IOException;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/** Messages that wait, as a checkpoint keeps them. */
final class NoticeSerializer implements SimpleVersionedSerializer<Notification> {
    private static final int VERSION = 1;

    @Override
    public int getVersion() {
        return VERSION;
    }

    @Override
    public byte[] serialize(Notification notice) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(256 + notice.body().length);
        notice.write(out);
        return out.getCopyOfBuffer();
    }

    @Override
    public Notification deserialize(int version, byte[] bytes) throws IOException {
        Notification notice = new Notification();
        notice.read(new DataInputDeserializer(bytes));
        return notice;
    }
}
