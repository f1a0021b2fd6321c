package io.tokenwatch.connector;

import io.tokenwatch.connector.redact.TokenKeys;
import io.tokenwatch.connector.text.Unreadable;
import io.tokenwatch.event.Field;
import io.tokenwatch.event.TokenEvent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What tests of connectors need: keys, and events that outlive the reader's instance. */
final class Samples {
    static final TokenKeys KEYS = TokenKeys.parse("t1 always " + "ab".repeat(32));
    static final Settings SETTINGS = Settings.of(KEYS);

    private Samples() {}

    /** The events of a record, each as field name to text. */
    static List<Map<String, String>> read(RecordReader reader, String record) throws Unreadable {
        List<Map<String, String>> events = new ArrayList<>();
        reader.read(record, event -> events.add(copy(event)));
        return events;
    }

    static Map<String, String> copy(TokenEvent event) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (Field field : Field.values()) {
            Object value = event.value(field);
            if (value != null) {
                fields.put(
                        field.fieldName(),
                        value instanceof String[] many ? Arrays.toString(many) : String.valueOf(value));
            }
        }
        return fields;
    }
}
