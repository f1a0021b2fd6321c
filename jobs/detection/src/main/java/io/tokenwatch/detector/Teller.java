package io.tokenwatch.detector;

import io.tokenwatch.event.Field;
import io.tokenwatch.state.Evidence;
import org.jspecify.annotations.Nullable;

/**
 * Who tells what a finding may miss: {@code told_by} of a rule.
 *
 * @param field that names it, such as the issuer
 * @param capture that field's, by its index
 */
record Teller(Field field, int capture) {
    /** On whose telling a finding rests that begins with this event; null if it names nobody. */
    @Nullable
    String of(Evidence evidence) {
        return evidence.value(capture, field) instanceof String text ? text : null;
    }

    /** See {@link Telling}. */
    Telling telling(int steps, int part) {
        return new Telling(field, steps, part);
    }
}
