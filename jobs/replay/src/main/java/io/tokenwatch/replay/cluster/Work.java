package io.tokenwatch.replay.cluster;

import io.tokenwatch.connector.Connector;
import io.tokenwatch.replay.Input;
import io.tokenwatch.replay.ReplaySettings;
import io.tokenwatch.rule.PackLog;
import java.util.List;
import java.util.Map;

/** What the tasks of one replay must know. */
record Work(List<Map.Entry<Input, Connector>> inputs, ReplaySettings settings, PackLog log) {}
