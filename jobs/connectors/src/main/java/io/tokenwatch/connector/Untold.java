package io.tokenwatch.connector;

import io.tokenwatch.event.Expected;
import io.tokenwatch.event.Field;
import io.tokenwatch.event.Shape;
import io.tokenwatch.event.TokenEvent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes into each event what its source never tells, see {@link Expected}. For one thread. */
final class Untold {
    private record Kind(String eventType, @Nullable String tokenKind) {}

    private final List<Shape> shapes;
    private final Map<Kind, String[]> known = new HashMap<>();
    private final boolean something;

    Untold(List<Shape> shapes) {
        this.shapes = shapes;
        this.something = !Shape.tellsAll(shapes);
    }

    /** What the event itself says of it, as one in canonical form may, stays. */
    void add(TokenEvent event) {
        String type = event.text(Field.EVENT_TYPE);
        if (something && type != null && !event.has(Field.UNTOLD)) {
            Kind kind = new Kind(type, event.text(Field.TOKEN_KIND));
            event.set(
                    Field.UNTOLD,
                    known.computeIfAbsent(kind, one -> Expected.untold(shapes, one.eventType, one.tokenKind)));
        }
    }
}
