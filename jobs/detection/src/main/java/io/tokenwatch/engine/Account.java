package io.tokenwatch.engine;

import io.tokenwatch.alert.Subject;
import io.tokenwatch.detector.Finding;
import io.tokenwatch.detector.NearMiss;
import java.util.List;

/**
 * What one event has come to, for one rule, step and key.
 *
 * @param subject the key
 * @param findings those that it takes part in
 * @param nearest what came nearest, if it takes part in none
 */
public record Account(Subject subject, int step, List<Finding> findings, List<NearMiss> nearest) {}
