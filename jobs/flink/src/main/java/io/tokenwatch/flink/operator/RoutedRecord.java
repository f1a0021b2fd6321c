package io.tokenwatch.flink.operator;

import io.tokenwatch.engine.Routed;
import java.io.IOException;
import java.io.Serial;
import java.util.Map;
import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInfoFactory;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.java.typeutils.ValueTypeInfo;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.CopyableValue;
import org.jspecify.annotations.Nullable;

/** A {@link Routed} on the wire between tasks. Reused on the way out; each that is read is a new one. */
@TypeInfo(RoutedRecord.Factory.class)
public final class RoutedRecord implements CopyableValue<RoutedRecord> {
    public static final TypeInformation<RoutedRecord> TYPE = new Type();

    @Serial
    private static final long serialVersionUID = 1L;

    private transient Routed routed = new Routed();
    /** Made for the sender only, whose one record is reused. */
    private transient @Nullable Key128 key;

    public RoutedRecord() {}

    /** Wraps without copying. */
    public RoutedRecord over(Routed other) {
        routed = other;
        return this;
    }

    public Routed routed() {
        return routed;
    }

    /** Reused with the record: copy what is to be kept. */
    public Key128 key() {
        Key128 made = key;
        if (made == null) {
            made = new Key128();
            key = made;
        }
        made.set(routed.keyHigh, routed.keyLow);
        return made;
    }

    @Override
    public int getBinaryLength() {
        return -1;
    }

    @Override
    public void copyTo(RoutedRecord target) {
        target.over(routed.copy());
    }

    @Override
    public RoutedRecord copy() {
        return new RoutedRecord().over(routed.copy());
    }

    @Override
    public void copy(DataInputView in, DataOutputView out) throws IOException {
        RoutedRecord record = new RoutedRecord();
        record.read(in);
        record.write(out);
    }

    @Override
    public void write(DataOutputView out) throws IOException {
        out.writeLong(routed.keyHigh);
        out.writeLong(routed.keyLow);
        out.writeLong(routed.time);
        out.writeLong(routed.hash);
        out.writeLong(routed.appendTime);
        out.writeInt(routed.pack);
        out.writeShort(routed.group);
        out.writeInt(routed.length);
        out.write(routed.payload, 0, routed.length);
    }

    @Override
    public void read(DataInputView in) throws IOException {
        routed.keyHigh = in.readLong();
        routed.keyLow = in.readLong();
        routed.time = in.readLong();
        routed.hash = in.readLong();
        routed.appendTime = in.readLong();
        routed.pack = in.readInt();
        routed.group = in.readShort();
        routed.length = in.readInt();
        if (routed.payload.length < routed.length) {
            routed.payload = new byte[routed.length]; // Flink makes a new record for each that it reads
        }
        in.readFully(routed.payload, 0, routed.length);
    }

    private static final class Type extends ValueTypeInfo<RoutedRecord> {
        @Serial
        private static final long serialVersionUID = 1L;

        private Type() {
            super(RoutedRecord.class);
        }

        @Override
        public TypeSerializer<RoutedRecord> createSerializer(SerializerConfig config) {
            return RoutedRecordSerializer.INSTANCE;
        }
    }

    /** For Flink, where it finds out the type by itself. */
    public static final class Factory extends TypeInfoFactory<RoutedRecord> {
        @Override
        public TypeInformation<RoutedRecord> createTypeInfo(
                java.lang.reflect.Type type, Map<String, TypeInformation<?>> parameters) {
            return TYPE;
        }
    }
}
