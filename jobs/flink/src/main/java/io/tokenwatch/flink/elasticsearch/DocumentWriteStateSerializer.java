package io.tokenwatch.flink.elasticsearch;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.apache.flink.connector.base.sink.writer.AsyncSinkWriterStateSerializer;
import org.apache.flink.core.memory.DataInputViewStreamWrapper;
import org.apache.flink.core.memory.DataOutputViewStreamWrapper;

/** Documents that wait in the sink, as a checkpoint keeps them. */
final class DocumentWriteStateSerializer extends AsyncSinkWriterStateSerializer<DocumentWrite> {
    private static final int VERSION = 1;

    @Override
    protected void serializeRequestToStream(DocumentWrite document, DataOutputStream out) throws IOException {
        document.write(new DataOutputViewStreamWrapper(out));
    }

    @Override
    protected DocumentWrite deserializeRequestFromStream(long size, DataInputStream in) throws IOException {
        DocumentWrite document = new DocumentWrite();
        document.read(new DataInputViewStreamWrapper(in));
        return document;
    }

    @Override
    public int getVersion() {
        return VERSION;
    }
}
