package io.tokenwatch.writer;

import com.google.auto.service.AutoService;
import io.tokenwatch.alert.Alert;
import io.tokenwatch.alert.AlertSink.Change;
import io.tokenwatch.alert.EcsAlert;
import io.tokenwatch.alert.EcsAlert.Run;

/** Elastic Common Schema: the document that Elasticsearch gets, see {@link EcsAlert}. */
@AutoService(AlertWriter.class)
public final class EcsWriter implements AlertWriter {
    @Override
    public String format() {
        return "ecs";
    }

    @Override
    public String contentType() {
        return "application/json";
    }

    @Override
    public int longest() {
        return 64 * 1024;
    }

    @Override
    public byte[] write(Alert alert, Change change, Run run) {
        return EcsAlert.document(alert, change, run);
    }
}
