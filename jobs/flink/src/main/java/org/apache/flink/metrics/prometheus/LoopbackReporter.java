package org.apache.flink.metrics.prometheus;

import io.prometheus.client.exporter.HTTPServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** Metrics for Prometheus on loopback. {@link PrometheusReporter} listens on every interface and cannot be told otherwise. */
public final class LoopbackReporter extends AbstractPrometheusReporter {
    private final HTTPServer server;

    LoopbackReporter(int port) {
        try {
            server = new HTTPServer(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), registry, true);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot serve metrics on port " + port + " of loopback", e);
        }
    }

    @Override
    public void close() {
        server.stop();
        super.close();
    }
}
