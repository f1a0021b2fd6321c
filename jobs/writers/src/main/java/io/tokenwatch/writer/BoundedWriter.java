package io.tokenwatch.writer;

import io.tokenwatch.alert.Alert;
import io.tokenwatch.alert.AlertSink.Change;
import io.tokenwatch.alert.EcsAlert.Run;
import java.util.List;

/** Gives the alert less and less room until the document fits. What has been cut says so. */
final class BoundedWriter implements AlertWriter {
    private static final List<Room> ROOMS =
            List.of(new Room(1024, 20), new Room(256, 20), new Room(256, 5), new Room(128, 1), new Room(64, 0));

    private final AlertWriter writer;

    BoundedWriter(AlertWriter writer) {
        this.writer = writer;
    }

    @Override
    public String format() {
        return writer.format();
    }

    @Override
    public String contentType() {
        return writer.contentType();
    }

    @Override
    public int longest() {
        return writer.longest();
    }

    @Override
    public byte[] write(Alert alert, Change change, Run run) {
        for (Room room : ROOMS) {
            byte[] document = writer.write(room.fit(alert), change, run);
            if (document.length <= longest()) {
                return document;
            }
        }
        throw new UnwritableAlert("longer than " + longest() + " bytes however much is cut");
    }
}
