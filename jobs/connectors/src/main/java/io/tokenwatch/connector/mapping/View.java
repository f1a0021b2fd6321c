package io.tokenwatch.connector.mapping;

import io.tokenwatch.connector.redact.Redactor;
import io.tokenwatch.event.TokenEvent;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a mapping looks at: a record, or one of several things in it that are events. */
final class View {
    private final Object record;
    private final Object parent;
    private final Object element;
    private final Redactor redactor;
    private final ZoneId zone;

    private long time = TokenEvent.ABSENT;

    /** What has been found at each location: conditions ask for the same ones again and again. */
    private final @Nullable List<String>[] found;

    /**
     * @param record the whole record, {@code /name} in a mapping
     * @param parent the object around the element, {@code ../name}
     * @param element the one that is an event, {@code ./name}; the record itself where it is one
     * @param redactor takes tokens out of texts before they are taken apart
     * @param zone of times without zone
     * @param locations how many there are in the mapping
     */
    @SuppressWarnings({"unchecked", "rawtypes"}) // an array of a generic type cannot be made otherwise
    View(Object record, Object parent, Object element, Redactor redactor, ZoneId zone, int locations) {
        this.record = record;
        this.parent = parent;
        this.element = element;
        this.redactor = redactor;
        this.zone = zone;
        this.found = new List[locations];
    }

    /** When the event was, or absent: it chooses the key for what is secret. */
    void seenAt(long time) {
        this.time = time;
    }

    long time() {
        return time;
    }

    View at(Object around, Object one) {
        return new View(record, around, one, redactor, zone, found.length);
    }

    List<String> texts(Location location) {
        List<String> texts = found[location.index()];
        if (texts == null) {
            texts = location.pointer()
                    .texts(
                            switch (location.start()) {
                                case RECORD -> record;
                                case PARENT -> parent;
                                case ELEMENT -> element;
                            });
            found[location.index()] = texts;
        }
        return texts;
    }

    Object record() {
        return record;
    }

    Redactor redactor() {
        return redactor;
    }

    ZoneId zone() {
        return zone;
    }
}
