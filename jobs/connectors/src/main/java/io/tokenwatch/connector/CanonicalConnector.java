package io.tokenwatch.connector;

import com.google.auto.service.AutoService;
import io.tokenwatch.event.Field;
import io.tokenwatch.event.Shape;
import java.util.EnumSet;
import java.util.List;

/** Our own form: one flat JSON object per line, its names those of {@link Field}. */
@AutoService(Connector.class)
public final class CanonicalConnector implements Connector {
    @Override
    public String format() {
        return "canonical";
    }

    @Override
    public String product() {
        return "Tokenwatch NDJSON";
    }

    @Override
    public List<Shape> shapes() {
        return List.of(Shape.of(EnumSet.allOf(Field.class)));
    }

    @Override
    public boolean recognises(String line) {
        return line.startsWith("{") && line.contains("\"event_type\"") && line.contains("\"event_time\"");
    }

    @Override
    public CanonicalReader open(Settings settings) {
        return new CanonicalReader(this, settings);
    }
}
