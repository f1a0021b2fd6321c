package io.tokenwatch.selection;

import io.tokenwatch.event.FieldType;

/**
 * A text that a value must have, whatever the case, for a condition on it to hold: what many conditions can be looked for by at once.
 *
 * @param folded as {@link FieldType#folded} writes it where case does not count; not empty unless it is at both ends
 * @param atStart whether the value begins with it
 * @param atEnd whether the value ends with it
 */
public record ValuePart(String folded, boolean atStart, boolean atEnd) {
    static ValuePart of(TextRelation relation, String text) {
        boolean whole = relation == TextRelation.EQUAL;
        return new ValuePart(
                FieldType.CASELESS.folded(text),
                whole || relation == TextRelation.STARTSWITH,
                whole || relation == TextRelation.ENDSWITH);
    }
}
