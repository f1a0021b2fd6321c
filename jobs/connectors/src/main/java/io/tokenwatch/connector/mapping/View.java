package io.tokenwatch.connector.mapping;

import io.tokenwatch.connector.redact.Redactor;
import java.time.ZoneId;

/**
 * What a mapping looks at.
 *
 * @param record the whole record, {@code /name} in a mapping
 * @param parent the object around the element, {@code ../name}
 * @param element the one of several things in the record that is an event, {@code ./name}; the record itself where it is one event
 * @param redactor takes tokens out of texts before they are taken apart
 * @param zone of times without zone
 */
record View(Object record, Object parent, Object element, Redactor redactor, ZoneId zone) {
    View at(Object around, Object one) {
        return new View(record, around, one, redactor, zone);
    }
}
