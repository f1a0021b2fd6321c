package io.tokenwatch.flink.live;

import io.tokenwatch.flink.deadletter.DeadLetterTopic;
import io.tokenwatch.flink.delivery.Deliveries;
import io.tokenwatch.flink.elasticsearch.ClusterSettings;
import io.tokenwatch.flink.pack.PackTopic;
import io.tokenwatch.flink.registry.RegistrySettings;
import io.tokenwatch.flink.source.ArrivalSource;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What the live job reads, where it writes, and how it runs. Holds no secret, only where one is found.
 *
 * @param packs where rule packs are published
 * @param rules folder of rule files, in force until the first pack is
 * @param state folder for checkpoints and working files of this job alone; a later run goes on from what is there
 * @param aside what it may do without
 */
public record LiveSettings(
        ArrivalSource source,
        RegistrySettings registry,
        ClusterSettings elasticsearch,
        DeadLetterTopic deadLetters,
        PackTopic packs,
        TokenKeySource tokenKeys,
        Path rules,
        Path state,
        Pace pace,
        Aside aside) {
    /** The maintenance windows, if there are any. */
    @Nullable
    Path maintenance() {
        return aside.maintenance;
    }

    /** What is told beside alerts. */
    Instruments instruments() {
        return aside.instruments;
    }

    /** Who else is told of alerts. */
    Deliveries deliveries() {
        return aside.deliveries;
    }

    /**
     * What a job may do without.
     *
     * @param maintenance file of maintenance windows, read again when it changes; null if there is none
     * @param instruments what it tells beside alerts
     * @param deliveries who else is told of alerts
     */
    public record Aside(@Nullable Path maintenance, Instruments instruments, Deliveries deliveries) {
        /** Without maintenance windows, and with all instruments at their defaults; nobody else is told. */
        public static final Aside NONE = of(Instruments.DEFAULT);

        /** As {@link #NONE}, but for the instruments. */
        public static Aside of(Instruments instruments) {
            return new Aside(null, instruments, Deliveries.NONE);
        }
    }

    /**
     * How the job runs.
     *
     * @param parallelism subtasks of each operator
     * @param cacheEntities entities that each subtask holds live in front of RocksDB; 0 for none
     * @param lateness how much later than the watermark an event may be and still be judged exactly
     * @param disorder how far the watermark stays behind the latest event of a partition
     * @param idleAfter a partition silent for that long holds nobody back; zero: for ever
     * @param checkpointEvery between two checkpoints: what is repeated after a crash, and how long an alert waits that a
     *     late event could still take back
     * @param notifications so many alerts of one rule that began in one minute of event time are told; 0: any number
     * @param patience how long to wait at the start for a server that is not there
     * @param webPort of Flink's web page, on loopback; 0 for any that is free
     */
    public record Pace(
            int parallelism,
            int cacheEntities,
            Duration lateness,
            Duration disorder,
            Duration idleAfter,
            Duration checkpointEvery,
            int notifications,
            Duration patience,
            int webPort) {
        /** Two subtasks, 200,000 entities each, 1 h of lateness, a checkpoint every 10 s, 600 notifications, 60 s of patience. */
        public static final Pace DEFAULT = new Pace(
                2,
                200_000,
                Duration.ofHours(1),
                Duration.ofSeconds(5),
                Duration.ofSeconds(30),
                Duration.ofSeconds(10),
                600,
                Duration.ofSeconds(60),
                0);

        public Pace withCheckpointEvery(Duration interval) {
            return new Pace(
                    parallelism,
                    cacheEntities,
                    lateness,
                    disorder,
                    idleAfter,
                    interval,
                    notifications,
                    patience,
                    webPort);
        }

        public Pace withWebPort(int port) {
            return new Pace(
                    parallelism,
                    cacheEntities,
                    lateness,
                    disorder,
                    idleAfter,
                    checkpointEvery,
                    notifications,
                    patience,
                    port);
        }

        /** The share of one subtask, rounded up. */
        int notificationsPerSubtask() {
            return (notifications + parallelism - 1) / parallelism;
        }
    }
}
