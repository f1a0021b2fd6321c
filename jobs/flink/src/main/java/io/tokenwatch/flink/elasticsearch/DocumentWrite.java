package io.tokenwatch.flink.elasticsearch;

import io.tokenwatch.flink.record.Travelling;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.typeutils.ValueTypeInfo;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;

/**
 * One document to be written under an id that is a function of what it says, so that writing it twice changes nothing.
 * Unchanging, but for {@link #read}, which Flink needs.
 */
public final class DocumentWrite implements Travelling<DocumentWrite> {
    public static final TypeInformation<DocumentWrite> TYPE = new ValueTypeInfo<>(DocumentWrite.class);

    private static final long CREATED = -1;

    private String index;
    private String id;
    /** External version, or {@link #CREATED}. */
    private long version;

    private byte[] json;

    /** Nothing yet; for {@link #read}. */
    public DocumentWrite() {
        this("", "", CREATED, new byte[0]);
    }

    private DocumentWrite(String index, String id, long version, byte[] json) {
        this.index = index;
        this.id = id;
        this.version = version;
        this.json = json;
    }

    /**
     * Current state: replaces what is there under a lower version, and yields to what is there under the same or a higher one.
     *
     * @param version from 0
     * @param json one document in UTF-8 without line breaks; not copied
     */
    public static DocumentWrite index(String index, String id, long version, byte[] json) {
        if (version < 0) {
            throw new IllegalArgumentException("version " + version + " of " + index + "/" + id);
        }
        return new DocumentWrite(index, id, version, json);
    }

    /** A fact: written unless it is there already. */
    public static DocumentWrite create(String index, String id, byte[] json) {
        return new DocumentWrite(index, id, CREATED, json);
    }

    public String index() {
        return index;
    }

    public String id() {
        return id;
    }

    public boolean isCreate() {
        return version == CREATED;
    }

    /** The external version; -1 for what {@linkplain #isCreate is only created}. */
    public long version() {
        return version;
    }

    /** Do not change it. */
    public byte[] json() {
        return json;
    }

    /** About what it takes in a request, bytes. */
    long size() {
        return json.length + index.length() + id.length() + 64L;
    }

    @Override
    public void write(DataOutputView out) throws IOException {
        StringValue.writeString(index, out);
        StringValue.writeString(id, out);
        out.writeLong(version);
        out.writeInt(json.length);
        out.write(json);
    }

    @Override
    public void read(DataInputView in) throws IOException {
        index = StringValue.readString(in);
        id = StringValue.readString(in);
        version = in.readLong();
        json = new byte[in.readInt()];
        in.readFully(json);
    }

    @Override
    public void copyTo(DocumentWrite target) {
        target.index = index;
        target.id = id;
        target.version = version;
        target.json = json;
    }

    @Override
    public DocumentWrite copy() {
        return new DocumentWrite(index, id, version, json);
    }

    @Override
    public String toString() {
        return index + "/" + id + (isCreate() ? "" : "#" + version);
    }
}
