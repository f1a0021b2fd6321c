package io.tokenwatch.replay.cluster;

import io.tokenwatch.alert.Alert;
import io.tokenwatch.alert.AlertSink;
import io.tokenwatch.alert.AlertSink.Change;
import io.tokenwatch.state.BytesIn;
import io.tokenwatch.state.BytesOut;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.UUID;
import java.util.function.Consumer;

/** Alerts that one task has raised: those that stand at the end, and, if somebody is to hear of them, all changes before. */
final class AlertFile implements Closeable {
    private static final int BUFFER = 64 * 1024;
    private static final int STANDS = -1;
    private static final Change[] CHANGES = Change.values();

    private final AlertCodec codec;
    private final DataOutputStream file;
    private final BytesOut scratch = new BytesOut(1024);

    AlertFile(Folder folder, AlertCodec codec) throws IOException {
        this.codec = codec;
        this.file = new DataOutputStream(
                new BufferedOutputStream(folder.create(UUID.randomUUID().toString()), BUFFER));
    }

    /** One that stands at the end. */
    void stands(Alert alert) {
        write(STANDS, alert);
    }

    @SuppressWarnings("EnumOrdinal") // only this version reads what it wrote
    void changed(Alert alert, Change change) {
        write(change.ordinal(), alert);
    }

    private void write(int kind, Alert alert) {
        scratch.clear();
        scratch.writeByte(kind);
        codec.write(alert, scratch);
        try {
            file.writeInt(scratch.size());
            file.write(scratch.array(), 0, scratch.size());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot keep an alert: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    /** Reads all that are in the folder; of one alert the changes come in order. */
    static void read(Folder folder, AlertCodec codec, Consumer<Alert> standing, AlertSink changes) throws IOException {
        for (String name : folder.files("")) {
            try (DataInputStream in = new DataInputStream(new BufferedInputStream(folder.open(name), BUFFER))) {
                for (int length = length(in); length >= 0; length = length(in)) {
                    byte[] bytes = new byte[length];
                    in.readFully(bytes);
                    BytesIn one = new BytesIn(bytes);
                    int kind = one.readByte();
                    Alert alert = codec.read(one);
                    if (kind == STANDS) {
                        standing.accept(alert);
                    } else {
                        changes.publish(alert, CHANGES[kind]);
                    }
                }
            }
        }
    }

    private static int length(DataInputStream in) throws IOException {
        in.mark(1);
        if (in.read() < 0) {
            return -1;
        }
        in.reset();
        return in.readInt();
    }
}
