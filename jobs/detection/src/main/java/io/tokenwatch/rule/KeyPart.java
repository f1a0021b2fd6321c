package io.tokenwatch.rule;

import io.tokenwatch.event.Field;
import io.tokenwatch.event.FieldType;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One part of a rule's group key: what it is called, and the field that holds it. A field of several values gives a key for
 * each of them.
 *
 * @param name that of the field, or the alias
 * @param fields one for all steps, or one for each step in their order
 */
public record KeyPart(String name, List<Field> fields) {
    public static KeyPart of(Field field) {
        return new KeyPart(field.fieldName(), List.of(field));
    }

    public Field field(int step) {
        return fields.get(fields.size() == 1 ? 0 : step);
    }

    /** Whether steps name it by different fields. */
    public boolean isAlias() {
        return fields.size() > 1;
    }

    /** Of its values: that of the elements where the field holds several. */
    public FieldType type() {
        return fields.get(0).type().element();
    }

    /** Different for parts that are not the same. */
    public String signature() {
        return isAlias()
                ? fields.stream().map(Field::fieldName).collect(Collectors.joining("|", name + "=", ""))
                : name;
    }
}
