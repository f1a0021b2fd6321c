package io.tokenwatch.engine;

import io.tokenwatch.alert.Subject;
import io.tokenwatch.state.BytesIn;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Whose event a record is about, decoded only if somebody asks: most events raise nothing. Reused. */
final class RoutedSubject implements Supplier<Subject> {
    private @Nullable Routed routed;
    private @Nullable Group group;
    private int at;

    /** @param position where tenant and key values begin in the payload */
    void of(Routed record, int position, Group ofRecord) {
        routed = record;
        at = position;
        group = ofRecord;
    }

    @Override
    public Subject get() {
        Routed record = Objects.requireNonNull(routed);
        return Subject.read(
                new BytesIn(record.payload, at, record.length),
                Objects.requireNonNull(group).keys());
    }
}
