package io.tokenwatch.flink.delivery;

import io.tokenwatch.flink.record.Travelling;
import io.tokenwatch.flink.transport.Message;
import io.tokenwatch.rule.Level;
import java.io.IOException;
import java.io.Serial;
import java.nio.charset.StandardCharsets;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.typeutils.ValueTypeInfo;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;

/** A message for one delivery, as it travels in the job and waits in checkpoints. Unchanging, but for {@link #read}, which Flink needs. */
public final class Notification implements Travelling<Notification> {
    public static final TypeInformation<Notification> TYPE = new ValueTypeInfo<>(Notification.class);

    @Serial
    private static final long serialVersionUID = 1L;

    private String delivery = "";
    private String route = "";
    private String id = "";
    private String alertId = "";
    private String level = Level.INFORMATIONAL.word();
    private String fault = "";
    private long time;
    private byte[] body = {};

    /** Nothing yet; for {@link #read}. */
    public Notification() {}

    private Notification(
            String delivery,
            String route,
            String id,
            String alertId,
            String level,
            String fault,
            long time,
            byte[] body) {
        this.delivery = delivery;
        this.route = route;
        this.id = id;
        this.alertId = alertId;
        this.level = level;
        this.fault = fault;
        this.time = time;
        this.body = body;
    }

    /**
     * @param id the same for a repetition
     * @param time when it was written, milliseconds since the epoch
     */
    static Notification of(
            String delivery, String route, String id, String alertId, Level level, long time, byte[] body) {
        return new Notification(delivery, route, id, alertId, level.word(), "", time, body);
    }

    /** The delivery's format cannot say the alert: what is left to do is to say that. */
    Notification unwritable(String why) {
        return new Notification(delivery, route, id, alertId, level, why, time, new byte[0]);
    }

    /** The same, written at another time: what a maintenance window held back is young when it is told. */
    public Notification at(long millis) {
        return new Notification(delivery, route, id, alertId, level, fault, millis, body);
    }

    public String delivery() {
        return delivery;
    }

    public String id() {
        return id;
    }

    public String route() {
        return route;
    }

    public long time() {
        return time;
    }

    /** Why it cannot be sent at all; empty if it can. */
    public String fault() {
        return fault;
    }

    /** About what it takes in memory. */
    long bytes() {
        return body.length + 512L;
    }

    public byte[] body() {
        return body;
    }

    public Message message(String contentType) {
        return new Message(
                id, alertId, route, Level.of(level), time, contentType, new String(body, StandardCharsets.UTF_8));
    }

    @Override
    public void write(DataOutputView out) throws IOException {
        StringValue.writeString(delivery, out);
        StringValue.writeString(route, out);
        StringValue.writeString(id, out);
        StringValue.writeString(alertId, out);
        StringValue.writeString(level, out);
        StringValue.writeString(fault, out);
        out.writeLong(time);
        out.writeInt(body.length);
        out.write(body);
    }

    @Override
    public void read(DataInputView in) throws IOException {
        delivery = StringValue.readString(in);
        route = StringValue.readString(in);
        id = StringValue.readString(in);
        alertId = StringValue.readString(in);
        level = StringValue.readString(in);
        fault = StringValue.readString(in);
        time = in.readLong();
        body = new byte[in.readInt()];
        in.readFully(body);
    }

    @Override
    public Notification copy() {
        return new Notification(delivery, route, id, alertId, level, fault, time, body);
    }

    @Override
    public void copyTo(Notification target) {
        target.delivery = delivery;
        target.route = route;
        target.id = id;
        target.alertId = alertId;
        target.level = level;
        target.fault = fault;
        target.time = time;
        target.body = body;
    }

    @Override
    public String toString() {
        return delivery + "/" + id;
    }
}
