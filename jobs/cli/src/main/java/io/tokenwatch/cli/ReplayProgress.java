package io.tokenwatch.cli;

import io.tokenwatch.connector.Connector;
import io.tokenwatch.replay.Input;
import io.tokenwatch.replay.ReplayWatcher;
import java.util.Locale;

/** Shows a replay on a {@link ProgressBar}. */
final class ReplayProgress implements ReplayWatcher, AutoCloseable {
    private final ProgressBar bar;

    ReplayProgress(ProgressBar bar) {
        this.bar = bar;
    }

    @Override
    public void recognised(Input input, Connector connector) {
        bar.say(input.name() + ": " + connector.product() + " (--format " + connector.format() + ")");
    }

    @Override
    public void remark(String line) {
        bar.say(line);
    }

    @Override
    public void reading(long records, long bytes, long totalBytes) {
        String read = megabytes(bytes) + (totalBytes > 0 ? " of " + megabytes(totalBytes) : "") + " MB";
        bar.show("reading", bytes, totalBytes, records, "events", read);
    }

    @Override
    public void routing(long routed, long total) {
        bar.show("routing", routed, total, routed, "events", "");
    }

    @Override
    public void judging(long judged, long total) {
        bar.show("judging", judged, total, judged, "events", "");
    }

    @Override
    public void close() {
        bar.close();
    }

    private static String megabytes(long bytes) {
        return String.format(Locale.ROOT, "%,.1f", bytes / 1e6);
    }
}
