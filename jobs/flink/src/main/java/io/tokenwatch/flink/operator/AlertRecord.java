package io.tokenwatch.flink.operator;

import io.tokenwatch.flink.delivery.Notification;
import io.tokenwatch.flink.record.Travelling;
import java.io.IOException;
import java.io.Serial;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** An alert on its way out: what a sink needs to place it, and the document itself. */
public final class AlertRecord implements Travelling<AlertRecord> {
    @Serial
    private static final long serialVersionUID = 1L;

    private static final long AT_ONCE = Long.MIN_VALUE;

    private String id = "";
    private String ruleId = "";
    private String tenant = "";
    private String change = "";
    private String level = "";
    private boolean shadow;
    private boolean quiet;
    private long bucketStart;
    private long version;
    private long notBefore = AT_ONCE;
    private byte[] document = {};
    private List<Notification> notices = List.of();

    public AlertRecord() {}

    AlertRecord(
            String id,
            String ruleId,
            String tenant,
            String change,
            String level,
            boolean shadow,
            boolean quiet,
            long bucketStart,
            long version,
            byte[] document,
            List<Notification> notices) {
        this.id = id;
        this.ruleId = ruleId;
        this.tenant = tenant;
        this.change = change;
        this.level = level;
        this.shadow = shadow;
        this.quiet = quiet;
        this.bucketStart = bucketStart;
        this.version = version;
        this.document = document;
        this.notices = notices;
    }

    /** The change that was held back, to be told later: as the state, it follows this one and yields to every other. */
    AlertRecord later(String laterChange, long time, byte[] laterDocument, List<Notification> laterNotices) {
        AlertRecord later = toldAt(time, laterDocument, laterNotices);
        later.change = laterChange;
        later.version = version + 1;
        return later;
    }

    /** The same, told now. */
    AlertRecord toldAt(long time, byte[] laterDocument, List<Notification> laterNotices) {
        AlertRecord later = copy();
        later.notBefore = time;
        later.document = laterDocument;
        later.notices = laterNotices;
        return later;
    }

    public String id() {
        return id;
    }

    public String ruleId() {
        return ruleId;
    }

    public String tenant() {
        return tenant;
    }

    /** opened, updated, grown, escalated, reopened, suppressed, retracted or closed. */
    public String change() {
        return change;
    }

    public String level() {
        return level;
    }

    /** Whether the rule is in shadow mode: the alert goes to an index of its own. */
    public boolean shadow() {
        return shadow;
    }

    /** Whether nobody is told of the change, because the rule raises too many alerts: only the state is kept. */
    public boolean quiet() {
        return quiet;
    }

    /** Whether it is a fact of its own, to be told: all but further growth, and what the circuit breaker keeps quiet. */
    public boolean isTransition() {
        return !quiet && !change.equals("grown");
    }

    /** When a change that a maintenance window holds back is told (event time, ms); the smallest number if at once. */
    long notBefore() {
        return notBefore;
    }

    /** Start of the suppression bucket, milliseconds since the epoch. */
    public long bucketStart() {
        return bucketStart;
    }

    /** Grows by two with each change, and with each attempt of the job: the last writer is the one to believe. */
    public long version() {
        return version;
    }

    /** UTF-8 JSON, see {@link io.tokenwatch.alert.EcsAlert}. */
    public byte[] document() {
        return document;
    }

    /** What somebody is to be told of it. */
    public List<Notification> notices() {
        return notices;
    }

    @Override
    public void copyTo(AlertRecord target) {
        target.id = id;
        target.ruleId = ruleId;
        target.tenant = tenant;
        target.change = change;
        target.level = level;
        target.shadow = shadow;
        target.quiet = quiet;
        target.bucketStart = bucketStart;
        target.version = version;
        target.notBefore = notBefore;
        target.document = document;
        target.notices = notices;
    }

    @Override
    public AlertRecord copy() {
        AlertRecord copy = new AlertRecord();
        copyTo(copy);
        return copy;
    }

    @Override
    public void write(DataOutputView out) throws IOException {
        out.writeUTF(id);
        out.writeUTF(ruleId);
        out.writeUTF(tenant);
        out.writeUTF(change);
        out.writeUTF(level);
        out.writeBoolean(shadow);
        out.writeBoolean(quiet);
        out.writeLong(bucketStart);
        out.writeLong(version);
        out.writeLong(notBefore);
        out.writeInt(document.length);
        out.write(document);
        out.writeInt(notices.size());
        for (Notification notice : notices) {
            notice.write(out);
        }
    }

    @Override
    public void read(DataInputView in) throws IOException {
        id = in.readUTF();
        ruleId = in.readUTF();
        tenant = in.readUTF();
        change = in.readUTF();
        level = in.readUTF();
        shadow = in.readBoolean();
        quiet = in.readBoolean();
        bucketStart = in.readLong();
        version = in.readLong();
        notBefore = in.readLong();
        document = new byte[in.readInt()];
        in.readFully(document);
        int count = in.readInt();
        List<Notification> read = count == 0 ? List.of() : new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Notification notice = new Notification();
            notice.read(in);
            read.add(notice);
        }
        notices = read;
    }
}
