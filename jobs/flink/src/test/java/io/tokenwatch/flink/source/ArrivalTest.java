package io.tokenwatch.flink.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwatch.event.Field;
import io.tokenwatch.flink.deadletter.DeadLetter;
import io.tokenwatch.flink.deadletter.Reason;
import java.io.IOException;
import java.util.Arrays;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.java.typeutils.GenericTypeInfo;
import org.apache.flink.api.java.typeutils.PojoTypeInfo;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class ArrivalTest {
    private static Arrival everySlot() {
        Arrival arrival = new Arrival();
        arrival.at("t", 1, 2, 3);
        for (Field field : Field.values()) {
            switch (field.type()) {
                case TEXT, CASELESS, ADDRESS -> arrival.event().set(field, "é " + field);
                case TEXTS -> arrival.event().set(field, "one", field.fieldName());
                case DECIMAL -> arrival.event().set(field, -1.5);
                case NUMBER, TIME, SECONDS -> arrival.event().set(field, Long.MAX_VALUE);
                case FLAG -> arrival.event().set(field, 1L);
            }
        }
        return arrival;
    }

    private static Arrival dead() {
        Arrival arrival = everySlot();
        arrival.die(DeadLetter.ofRecord("t", 1, 2, Reason.UNREADABLE, "why", 3, new byte[] {1}));
        return arrival;
    }

    private static Arrival travelled(Arrival arrival) throws IOException {
        TypeSerializer<Arrival> serializer = Arrival.TYPE.createSerializer(new SerializerConfigImpl());
        DataOutputSerializer out = new DataOutputSerializer(64);
        serializer.serialize(arrival, out);
        DataOutputSerializer passed = new DataOutputSerializer(64);
        serializer.copy(new DataInputDeserializer(out.getCopyOfBuffer()), passed);
        assertThat(passed.getCopyOfBuffer()).isEqualTo(out.getCopyOfBuffer());
        return serializer.deserialize(new DataInputDeserializer(passed.getCopyOfBuffer()));
    }

    @Test
    void travelsWithAllItsSlots() throws IOException {
        Arrival arrival = everySlot();
        Arrival travelled = travelled(arrival);
        assertThat(travelled).hasToString("t-1@2");
        assertThat(travelled.kafkaTime()).isEqualTo(3);
        assertThat(Arrays.stream(Field.values()).allMatch(travelled.event()::has))
                .isTrue();
        assertThat(travelled.event()).hasToString(arrival.event().toString());
    }

    @Test
    void travelsAsADeadLetter() throws IOException {
        Arrival travelled = travelled(dead());
        assertThat(travelled.deadLetter()).isEqualTo(dead().deadLetter());
        assertThat(travelled.event()).hasToString("{}");
    }

    @Test
    void aCopyIsIndependent() {
        Arrival arrival = everySlot();
        Arrival copy = arrival.copy();
        String before = copy.event().toString();
        arrival.at("u", 0, 0, 0);
        assertThat(copy.event()).hasToString(before);
        assertThat(copy).hasToString("t-1@2");
    }

    @Test
    void neverFallsToKryo() {
        assertThat(TypeInformation.of(Arrival.class)).isEqualTo(Arrival.TYPE).isNotInstanceOf(GenericTypeInfo.class);
        SerializerConfigImpl noKryo = new SerializerConfigImpl();
        noKryo.setGenericTypes(false);
        TypeInformation<DeadLetter> letters = TypeInformation.of(DeadLetter.class);
        assertThat(letters).isInstanceOf(PojoTypeInfo.class);
        letters.createSerializer(noKryo);
        Arrival.TYPE.createSerializer(noKryo);
    }
}
