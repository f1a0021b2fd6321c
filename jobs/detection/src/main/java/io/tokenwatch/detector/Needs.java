package io.tokenwatch.detector;

import io.tokenwatch.event.Field;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The fields without which a correlation says nothing.
 *
 * @param somewhere those that some event of the rule must have: what is counted, learnt or compared
 * @param ofStep those that the events of a step must have, by its number, because they are compared with others
 */
public record Needs(List<Field> somewhere, Map<Integer, Set<Field>> ofStep) {
    public Needs {
        somewhere = List.copyOf(somewhere);
        ofStep = Map.copyOf(ofStep);
    }
}
