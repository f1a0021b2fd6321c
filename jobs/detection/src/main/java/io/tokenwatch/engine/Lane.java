package io.tokenwatch.engine;

import io.tokenwatch.event.Field;
import io.tokenwatch.event.TokenEvent;
import java.util.List;

/**
 * One way in which events name the key of a group: a field for each part of it. A group has several where the steps of its
 * rules name the key by different fields.
 */
record Lane(Group group, List<Field> fields) {
    /** An event that lacks a group-by field is in no group. */
    boolean isIn(TokenEvent event) {
        for (int i = 0; i < fields.size(); i++) {
            if (!event.has(fields.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** Whether an event may have more than one key. */
    boolean spreads() {
        return fields.stream().anyMatch(field -> field.type().isTexts());
    }
}
