package io.tokenwatch.replay.cluster;

import io.tokenwatch.connector.Connector;
import io.tokenwatch.engine.Prospects;
import io.tokenwatch.replay.Input;
import io.tokenwatch.replay.ReplaySettings;
import io.tokenwatch.rule.PackLog;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the tasks of one replay must know.
 *
 * @param foresight what those that read tell those that route; null if some of it was read before, or elsewhere
 */
record Work(
        List<Map.Entry<Input, Connector>> inputs,
        ReplaySettings settings,
        PackLog log,
        @Nullable Foresight foresight) {
    /** What the keys meet; null if that is not known. */
    @Nullable
    Prospects prospects() {
        return foresight == null ? null : foresight.prospects();
    }
}
