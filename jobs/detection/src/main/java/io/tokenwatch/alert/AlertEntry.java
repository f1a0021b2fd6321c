package io.tokenwatch.alert;

import io.tokenwatch.rule.Level;
import io.tokenwatch.state.BytesIn;
import io.tokenwatch.state.BytesOut;
import org.jspecify.annotations.Nullable;

/** One alert of a book: the sum of its final findings, and how it was published last. */
final class AlertEntry {
    private static final int OPEN = 1;
    private static final int GROWN = 2;
    private static final int UPDATED = 4;

    final AlertSlot slot;
    final Subject subject;
    final Summary settled;
    int revision;
    boolean open;
    boolean grown;
    /** Whether it was told, at this level, that it grew. */
    boolean updated;

    /** As it was published last. */
    Level level = Level.INFORMATIONAL;

    /** Of what was published last. */
    long fingerprint;
    /** Time of the latest finding when it was last published. */
    long last;

    AlertEntry(AlertSlot slot, Subject subject, Summary settled) {
        this.slot = slot;
        this.subject = subject;
        this.settled = settled;
    }

    /** The final findings and those that are proven now. */
    Summary total(@Nullable Summary proven, boolean truncated, int steps) {
        Summary total = new Summary(steps);
        total.truncated(truncated);
        total.add(settled);
        if (proven != null) {
            total.add(proven);
        }
        return total;
    }

    void encode(BytesOut out) {
        slot.encode(out);
        out.writeSigned(last);
        subject.encode(out);
        settled.encode(out);
        out.writeVarint(revision);
        out.writeByte((open ? OPEN : 0) | (grown ? GROWN : 0) | (updated ? UPDATED : 0));
        out.writeLong(fingerprint);
        out.writeText(level.word());
    }

    static AlertEntry decode(BytesIn in, int steps) {
        AlertSlot slot = AlertSlot.decode(in);
        long last = in.readSigned();
        AlertEntry entry = new AlertEntry(slot, Subject.decode(in), Summary.decode(in, steps));
        entry.last = last;
        entry.revision = in.readInt();
        int flags = in.readByte();
        entry.open = (flags & OPEN) != 0;
        entry.grown = (flags & GROWN) != 0;
        entry.updated = (flags & UPDATED) != 0;
        entry.fingerprint = in.readLong();
        entry.level = Level.of(in.readText());
        return entry;
    }
}
