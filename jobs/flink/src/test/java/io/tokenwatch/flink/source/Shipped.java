package io.tokenwatch.flink.source;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import org.apache.avro.Schema;

/** The schemas of our topics. */
public final class Shipped {
    private Shipped() {}

    public static Schema schema(String topic) {
        try (InputStream in = Shipped.class.getResourceAsStream("/avro/" + topic + ".avsc")) {
            return new Schema.Parser().parse(Objects.requireNonNull(in, topic));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
