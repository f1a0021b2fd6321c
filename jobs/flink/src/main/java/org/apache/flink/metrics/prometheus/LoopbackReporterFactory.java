package org.apache.flink.metrics.prometheus;

import com.google.auto.service.AutoService;
import java.util.Properties;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.metrics.reporter.MetricReporter;
import org.apache.flink.metrics.reporter.MetricReporterFactory;

/** Makes {@link LoopbackReporter}s, by Flink's settings. */
@AutoService(MetricReporterFactory.class)
public final class LoopbackReporterFactory implements MetricReporterFactory {
    private static final String PREFIX = "metrics.reporter.loopback.";

    /** Adds to the settings of a cluster that it serves its metrics on that port. */
    public static void configure(Configuration settings, int port) {
        settings.setString("metrics.reporters", "loopback");
        settings.setString(PREFIX + "factory.class", LoopbackReporterFactory.class.getName());
        settings.setString(PREFIX + "port", Integer.toString(port));
        // Without the ids that change with each start, and the host that is always this one: a new time series each
        // would be.
        settings.setString(
                PREFIX + "scope.variables.excludes",
                "job_id;task_id;operator_id;task_attempt_id;task_attempt_num;tm_id;host");
    }

    @Override
    public MetricReporter createMetricReporter(Properties properties) {
        return new LoopbackReporter(Integer.parseInt(properties.getProperty("port")));
    }
}
