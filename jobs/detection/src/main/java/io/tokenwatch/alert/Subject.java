package io.tokenwatch.alert;

import io.tokenwatch.event.Field;
import io.tokenwatch.event.FieldType;
import io.tokenwatch.state.BytesIn;
import io.tokenwatch.state.BytesOut;
import io.tokenwatch.state.Captured;
import java.util.ArrayList;
import java.util.List;

/**
 * Whose events a state is about: the tenant and the values of the rule's group key.
 *
 * @param tenant empty if the events name none
 */
public record Subject(String tenant, List<Object> values) {
    /** Reads the tenant (as captured) and then a value of each type. */
    public static Subject read(BytesIn in, List<FieldType> types) {
        Object tenant = Captured.read(in, Field.TENANT.type());
        List<Object> values = new ArrayList<>(types.size());
        for (FieldType type : types) {
            Object value = Captured.read(in, type);
            values.add(value == null ? "" : value);
        }
        return new Subject(tenant == null ? "" : tenant.toString(), values);
    }

    public void encode(BytesOut out) {
        out.writeText(tenant);
        out.writeVarint(values.size());
        for (Object value : values) {
            out.writeByte(value instanceof Long ? 1 : value instanceof Boolean ? 2 : value instanceof Double ? 3 : 0);
            out.writeText(value.toString());
        }
    }

    public static Subject decode(BytesIn in) {
        String tenant = in.readText();
        List<Object> values = new ArrayList<>();
        for (int i = in.readInt(); i > 0; i--) {
            int kind = in.readByte();
            String text = in.readText();
            values.add(
                    switch (kind) {
                        case 1 -> Long.valueOf(text);
                        case 2 -> Boolean.valueOf(text);
                        case 3 -> Double.valueOf(text);
                        default -> text;
                    });
        }
        return new Subject(tenant, values);
    }
}
