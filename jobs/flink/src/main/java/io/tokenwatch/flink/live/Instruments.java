package io.tokenwatch.flink.live;

import io.tokenwatch.posture.PosturePolicy;

/**
 * What the live job tells beside alerts.
 *
 * @param posture ledger and indicators
 * @param metricsPort where Prometheus finds the metrics of the job, on loopback; 0 for nowhere
 */
public record Instruments(PosturePolicy posture, int metricsPort) {
    /** Ledger and indicators, and no port. */
    public static final Instruments DEFAULT = new Instruments(PosturePolicy.DEFAULT, 0);
}
