package io.tokenwatch.replay.cluster;

import org.jspecify.annotations.Nullable;

/**
 * A cluster of other processes.
 *
 * @param host of its REST interface
 * @param port of its REST interface
 * @param shared URI of a folder that it reaches as well as this process; null for that of the results
 * @param provisions what it is given
 */
public record RunningCluster(
        String host, int port, @Nullable String shared, Provisions provisions) {
    @Override
    public String toString() {
        return host + ":" + port;
    }
}
