package io.tokenwatch.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.apache.avro.AvroTypeException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The examples are in Avro's own JSON encoding, in which an optional value names its branch. */
class AvroExamplesTest {
    static Stream<Arguments> valid() {
        return examples("valid");
    }

    static Stream<Arguments> invalid() {
        return examples("invalid");
    }

    private static Stream<Arguments> examples(String kind) {
        return Arrays.stream(Topic.values())
                .flatMap(topic -> Resources.examples("avro/" + topic.topic() + "/" + kind).stream()
                        .map(file -> Arguments.of(topic, file)));
    }

    @ParameterizedTest
    @MethodSource
    void valid(Topic topic, Path example) throws IOException {
        Schema schema = topic.schema();
        GenericRecord record = read(schema, example);

        assertThat(binaryAndBack(schema, record)).isEqualTo(record);
    }

    @ParameterizedTest
    @MethodSource
    void invalid(Topic topic, Path example) {
        assertThatThrownBy(() -> read(topic.schema(), example)).isInstanceOf(AvroTypeException.class);
    }

    private static GenericRecord read(Schema schema, Path example) throws IOException {
        return new GenericDatumReader<GenericRecord>(schema)
                .read(null, DecoderFactory.get().jsonDecoder(schema, Resources.text(example)));
    }

    private static GenericRecord binaryAndBack(Schema schema, GenericRecord record) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
        new GenericDatumWriter<GenericRecord>(schema).write(record, encoder);
        encoder.flush();
        return new GenericDatumReader<GenericRecord>(schema)
                .read(null, DecoderFactory.get().binaryDecoder(new ByteArrayInputStream(bytes.toByteArray()), null));
    }
}
