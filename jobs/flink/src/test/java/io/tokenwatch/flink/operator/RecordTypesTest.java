package io.tokenwatch.flink.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwatch.engine.Routed;
import io.tokenwatch.flink.delivery.Notification;
import io.tokenwatch.flink.delivery.NotificationTest;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.java.typeutils.ValueTypeInfo;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.types.CopyableValue;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What travels between tasks and into state is written by its own hand: no Kryo, no reflection, no shared arrays. */
class RecordTypesTest {
    /** A type with two values of it that differ in every field, and a way to tell what a value says. */
    record Type<T extends CopyableValue<T>>(Class<T> type, T one, T other, Function<T, String> says) {
        @Override
        public String toString() {
            return type.getSimpleName();
        }

        TypeSerializer<T> serializer() {
            Configuration settings = new Configuration();
            settings.set(PipelineOptions.GENERIC_TYPES, false);
            TypeInformation<T> information = TypeInformation.of(type);
            assertThat(information).isInstanceOf(ValueTypeInfo.class);
            return information.createSerializer(new SerializerConfigImpl(settings));
        }
    }

    static Stream<Type<?>> types() {
        return Stream.of(
                new Type<>(
                        Key128.class, new Key128(1, -2), new Key128(Long.MIN_VALUE, 7), k -> k.high() + " " + k.low()),
                new Type<>(
                        RoutedRecord.class,
                        new RoutedRecord().over(routed(1, 10)),
                        new RoutedRecord().over(routed(30_000, 1_000)),
                        RecordTypesTest::says),
                new Type<>(
                        AlertRecord.class,
                        new AlertRecord(
                                "a",
                                "rule",
                                "acme",
                                "opened",
                                "high",
                                false,
                                true,
                                -60_000,
                                1,
                                new byte[] {1, 2},
                                List.of(NotificationTest.ordinary(), NotificationTest.unwritable())),
                        new AlertRecord(
                                "ü",
                                "r2",
                                "",
                                "grown",
                                "low",
                                true,
                                false,
                                0,
                                Long.MAX_VALUE,
                                new byte[70_000],
                                List.of()),
                        RecordTypesTest::says),
                new Type<>(
                        Notification.class,
                        NotificationTest.ordinary(),
                        NotificationTest.unwritable(),
                        RecordTypesTest::says));
    }

    private static Routed routed(int seed, int length) {
        Routed routed = new Routed();
        routed.keyHigh = seed;
        routed.keyLow = -seed;
        routed.time = seed * 1_000L;
        routed.hash = ~seed;
        routed.appendTime = seed + 5L;
        routed.group = seed;
        routed.payload = new byte[length + 3]; // longer than what it holds, as the router's is
        Arrays.fill(routed.payload, 0, length, (byte) seed);
        routed.length = length;
        return routed;
    }

    private static String says(RoutedRecord record) {
        Routed routed = record.routed();
        return record.key().high() + " " + record.key().low() + " " + routed.keyHigh + " " + routed.keyLow + " "
                + routed.time + " " + routed.hash + " " + routed.appendTime + " " + routed.group + " "
                + Arrays.toString(Arrays.copyOf(routed.payload, routed.length));
    }

    private static String says(AlertRecord record) {
        return String.join(" ", record.id(), record.ruleId(), record.tenant(), record.change(), record.level()) + " "
                + record.shadow() + " " + record.bucketStart() + " " + record.version() + " "
                + Arrays.toString(record.document())
                + record.notices().stream().map(RecordTypesTest::says).toList();
    }

    private static String says(Notification notice) {
        return notice + " " + notice.route() + notice.fault()
                + notice.message("text/plain").level() + notice.time() + Arrays.toString(notice.body());
    }

    private static <T> T written(TypeSerializer<T> serializer, T value, T reuse) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(64);
        serializer.serialize(value, out);
        DataOutputSerializer copied = new DataOutputSerializer(64);
        serializer.copy(new DataInputDeserializer(out.getCopyOfBuffer()), copied);
        DataInputDeserializer in = new DataInputDeserializer(copied.getCopyOfBuffer());
        T read = serializer.deserialize(reuse, in);
        assertThat(in.available()).as("bytes left").isZero();
        return read;
    }

    @ParameterizedTest
    @MethodSource("types")
    <T extends CopyableValue<T>> void survivesItsSerializer(Type<T> type) throws IOException {
        TypeSerializer<T> serializer = type.serializer();
        assertThat(type.says.apply(type.one)).isNotEqualTo(type.says.apply(type.other));
        for (T value : Arrays.asList(type.one, type.other)) {
            T read = written(serializer, value, serializer.createInstance());
            assertThat(type.says.apply(read)).isEqualTo(type.says.apply(value));
        }
    }

    @ParameterizedTest
    @MethodSource("types")
    <T extends CopyableValue<T>> void aCopyKeepsItsValueWhenTheOriginalIsReused(Type<T> type) throws IOException {
        TypeSerializer<T> serializer = type.serializer();
        String said = type.says.apply(type.one);
        T reused = written(serializer, type.one, serializer.createInstance());
        T copy = serializer.copy(reused);
        T into = serializer.copy(reused, serializer.createInstance());
        T again = written(serializer, type.other, reused);
        assertThat(type.says.apply(again)).isEqualTo(type.says.apply(type.other));
        assertThat(type.says.apply(copy)).isEqualTo(said);
        assertThat(type.says.apply(into)).isEqualTo(said);
    }

    @ParameterizedTest
    @MethodSource("types")
    <T extends CopyableValue<T>> void aSavepointKnowsItsSerializerAgain(Type<T> type) throws IOException {
        TypeSerializer<T> serializer = type.serializer();
        DataOutputSerializer out = new DataOutputSerializer(64);
        TypeSerializerSnapshot.writeVersionedSnapshot(out, serializer.snapshotConfiguration());
        TypeSerializerSnapshot<T> restored = TypeSerializerSnapshot.readVersionedSnapshot(
                new DataInputDeserializer(out.getCopyOfBuffer()), RecordTypesTest.class.getClassLoader());
        assertThat(serializer
                        .snapshotConfiguration()
                        .resolveSchemaCompatibility(restored)
                        .isCompatibleAsIs())
                .isTrue();
        assertThat(restored.restoreSerializer()).isEqualTo(serializer);
    }
}
