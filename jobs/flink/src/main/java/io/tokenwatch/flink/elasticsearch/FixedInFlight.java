package io.tokenwatch.flink.elasticsearch;

import org.apache.flink.connector.base.sink.writer.strategy.RateLimitingStrategy;
import org.apache.flink.connector.base.sink.writer.strategy.RequestInfo;
import org.apache.flink.connector.base.sink.writer.strategy.ResultInfo;

/**
 * A fixed number of requests under way. Flink's own strategy sends ever smaller batches after failures and takes long to recover;
 * ours waits between attempts instead.
 */
final class FixedInFlight implements RateLimitingStrategy {
    private final BulkLimits limits;
    private int inFlight;

    FixedInFlight(BulkLimits limits) {
        this.limits = limits;
    }

    @Override
    public void registerInFlightRequest(RequestInfo request) {
        inFlight++;
    }

    @Override
    public void registerCompletedRequest(ResultInfo result) {
        inFlight--;
    }

    @Override
    public boolean shouldBlock(RequestInfo request) {
        return inFlight >= limits.inFlight();
    }

    @Override
    public int getMaxBatchSize() {
        return limits.documents();
    }
}
