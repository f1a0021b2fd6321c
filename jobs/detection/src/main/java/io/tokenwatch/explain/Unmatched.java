package io.tokenwatch.explain;

import io.tokenwatch.selection.Lack;
import java.util.List;

/**
 * A step that an event did not match, and why.
 *
 * @param step its name
 * @param lacks what was lacking, each at a path of the rule
 */
public record Unmatched(String step, List<Lack> lacks) {}
