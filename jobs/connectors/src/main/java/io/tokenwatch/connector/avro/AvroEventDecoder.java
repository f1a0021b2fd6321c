package io.tokenwatch.connector.avro;

import io.tokenwatch.event.TokenEvent;
import org.apache.avro.Schema;

/** Reads the records of one writer schema. Not thread-safe. */
public final class AvroEventDecoder {
    private final DecodePlan.Step record;
    private final AvroBytes in = new AvroBytes();

    AvroEventDecoder(Schema writer) {
        record = DecodePlan.of(writer);
    }

    /**
     * Clears the event and fills the slots that the record speaks of. Bounds: record 64 KB, text 8 KB, nesting 32.
     *
     * @throws UnreadableEvent if the bytes are not exactly one record of the schema, or exceed a bound; the event is then
     *     filled in part
     */
    public void decode(byte[] bytes, int offset, int length, TokenEvent event) throws UnreadableEvent {
        event.clear();
        in.open(bytes, offset, length);
        record.read(in, event);
        in.expectEnd();
    }
}
