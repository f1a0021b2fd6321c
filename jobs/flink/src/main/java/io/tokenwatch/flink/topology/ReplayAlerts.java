package io.tokenwatch.flink.topology;

import io.tokenwatch.alert.Alert;
import io.tokenwatch.alert.AlertSink;
import io.tokenwatch.alert.EcsAlert;
import io.tokenwatch.flink.elasticsearch.BulkWriter;
import io.tokenwatch.flink.elasticsearch.DocumentWrite;
import io.tokenwatch.flink.operator.Progress;
import io.tokenwatch.rule.Mode;
import java.util.Locale;
import java.util.function.Function;

/**
 * Writes the alerts of a replay into indices of its own, state and transitions, as the live job does into others. The same replay again
 * overwrites what it wrote.
 */
public final class ReplayAlerts implements AlertSink {
    private static final int SECOND = 1000;

    private final BulkWriter out;
    private final AlertIndices indices;
    private final String run;
    private final Function<Alert, Ground> ground;
    private final EcsAlert documents = new EcsAlert();
    private final long began = System.currentTimeMillis() / SECOND;

    /**
     * What an alert was judged on.
     *
     * @param pack hash of the rule pack
     * @param warm see {@link Alert#warm}
     */
    public record Ground(String pack, boolean warm) {}

    /** @throws IllegalArgumentException if the run has no name for {@link AlertIndices#replay} */
    public ReplayAlerts(BulkWriter out, String run, Function<Alert, Ground> ground) {
        this.out = out;
        this.run = run;
        this.indices = AlertIndices.replay(run);
        this.ground = ground;
    }

    @Override
    public void publish(Alert alert, Change change) {
        Ground judged = ground.apply(alert);
        EcsAlert.Run of = new EcsAlert.Run("replay", run, judged.pack(), 0, System.currentTimeMillis(), judged.warm());
        byte[] document = documents.write(alert, change, of);
        boolean shadow = alert.rule().mode() == Mode.SHADOW;
        out.add(DocumentWrite.index(
                indices.state(shadow, alert.bucketStart()),
                alert.id(),
                Progress.version(began, alert.revision()),
                document));
        if (change != Change.GROWN) {
            out.add(DocumentWrite.create(
                    indices.transitions(shadow, alert.tenant(), alert.bucketStart()),
                    AlertDocuments.transitionId(
                            alert.id(),
                            change.name().toLowerCase(Locale.ROOT),
                            alert.level().word()),
                    document));
        }
    }
}
