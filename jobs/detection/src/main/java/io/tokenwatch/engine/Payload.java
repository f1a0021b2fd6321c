package io.tokenwatch.engine;

import io.tokenwatch.alert.Subject;
import io.tokenwatch.state.BytesIn;
import io.tokenwatch.state.BytesOut;
import io.tokenwatch.state.Evidence;
import java.util.function.Supplier;

/** Reads what a routed record holds: the rules that it is for, whose key it is of, and what each rule keeps of the event. Reused. */
final class Payload {
    private final BytesIn in = new BytesIn(new byte[0]);
    private final BytesOut own = new BytesOut(128);
    private final Evidence evidence = new Evidence();
    private final RoutedSubject subject = new RoutedSubject();
    private Routed routed = new Routed();
    private int[] offsets = new int[16];

    /** Points at a record, and before its first rule; returns how many there are. */
    int over(Routed record, Group group) {
        int matches = over(record);
        int rules = in.position();
        for (int i = 0; i < matches; i++) {
            in.readVarint();
            in.readVarint();
        }
        subject.of(record, in.position(), group);
        skipValues(1 + group.keys().size());
        locate(group, record.length);
        in.position(rules);
        return matches;
    }

    /** As {@link #over(Routed, Group)}, for whoever asks for no more than the rules. */
    int over(Routed record) {
        routed = record;
        in.over(record.payload, 0, record.length);
        return in.readInt();
    }

    /** Reads the number of a rule, then its steps as bits, then the number of the next. */
    int next() {
        return in.readInt();
    }

    /** Whose key it is; valid until the next record. */
    Supplier<Subject> subject() {
        return subject;
    }

    private void skipValues(int values) {
        for (int i = 0; i < values; i++) {
            in.skip(Math.max(0, in.readInt() - 1));
        }
    }

    /** Finds the event id and the captured values: from offsets[i] to offsets[i + 1]. */
    private void locate(Group group, int end) {
        int parts = 1 + group.captures().size();
        if (offsets.length <= parts) {
            offsets = new int[parts + 1];
        }
        offsets[0] = in.position();
        in.skip(in.readInt());
        for (int i = 1; i < parts; i++) {
            offsets[i] = in.position();
            skipValues(1);
        }
        offsets[parts] = end;
    }

    /**
     * What a rule keeps of the event; valid until the next is asked for.
     *
     * @param mapping see {@link Plan#captureMapping}
     */
    Evidence evidence(int[] mapping, int step) {
        if (mapping == Plan.CAPTURES_ALL) {
            return evidence.over(routed.time, routed.hash, step, routed.payload, offsets[0], routed.length);
        }
        own.clear();
        own.writeBytes(routed.payload, offsets[0], offsets[1] - offsets[0]);
        for (int capture : mapping) {
            own.writeBytes(routed.payload, offsets[capture + 1], offsets[capture + 2] - offsets[capture + 1]);
        }
        return evidence.over(routed.time, routed.hash, step, own.array(), 0, own.size());
    }
}
