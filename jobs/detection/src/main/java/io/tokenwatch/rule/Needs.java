package io.tokenwatch.rule;

import io.tokenwatch.event.Field;
import java.util.Arrays;
import java.util.List;

/** The fields without which no event can matter to a rule: a source that lacks one cannot make it raise an alert. */
final class Needs {
    private Needs() {}

    /** @param compared what the correlation keeps of each event to compare it */
    static List<Field> of(List<Field> groupBy, List<Field> compared, List<Step> steps) {
        return Arrays.stream(Field.values())
                .filter(field -> groupBy.contains(field)
                        || compared.contains(field)
                        || steps.stream()
                                .anyMatch(step -> step.predicate().bound(field).isPresent()))
                .toList();
    }
}
