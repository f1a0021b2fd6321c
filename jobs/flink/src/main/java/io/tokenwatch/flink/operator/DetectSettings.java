package io.tokenwatch.flink.operator;

import java.io.Serial;
import java.io.Serializable;

/**
 * How the keyed operator runs.
 *
 * @param latenessMillis how much later than the watermark an event may be and still be judged exactly
 * @param cacheEntities how many entities are held live in front of the state backend; 0 for none
 * @param growthMillis how long the growth of an alert may wait before it is published
 * @param checkpointed whether checkpoints are taken: withdrawable alerts wait for them
 * @param notifications so many alerts of a rule that began in one minute of event time are told by a subtask; 0: any number
 * @param runMode live or replay
 * @param maintenance file of maintenance windows, read again when it changes; empty if there is none
 */
public record DetectSettings(
        long latenessMillis,
        int cacheEntities,
        long growthMillis,
        boolean checkpointed,
        int notifications,
        String runMode,
        String runId,
        String maintenance)
        implements Serializable {
    @Serial
    private static final long serialVersionUID = 1L;

    public DetectSettings(
            long latenessMillis,
            int cacheEntities,
            long growthMillis,
            boolean checkpointed,
            int notifications,
            String runMode,
            String runId) {
        this(latenessMillis, cacheEntities, growthMillis, checkpointed, notifications, runMode, runId, "");
    }

    public static DetectSettings live(String runId) {
        return new DetectSettings(3_600_000, 200_000, 5_000, true, 0, "live", runId);
    }

    public DetectSettings withLateness(long millis) {
        return new DetectSettings(
                millis, cacheEntities, growthMillis, checkpointed, notifications, runMode, runId, maintenance);
    }

    public DetectSettings withCache(int entities) {
        return new DetectSettings(
                latenessMillis, entities, growthMillis, checkpointed, notifications, runMode, runId, maintenance);
    }

    public DetectSettings withCheckpoints(boolean taken) {
        return new DetectSettings(
                latenessMillis, cacheEntities, growthMillis, taken, notifications, runMode, runId, maintenance);
    }

    public DetectSettings withNotifications(int ofRuleAndMinute) {
        return new DetectSettings(
                latenessMillis,
                cacheEntities,
                growthMillis,
                checkpointed,
                ofRuleAndMinute,
                runMode,
                runId,
                maintenance);
    }

    public DetectSettings withMaintenance(String file) {
        return new DetectSettings(
                latenessMillis, cacheEntities, growthMillis, checkpointed, notifications, runMode, runId, file);
    }
}
