/**
 * Tries rules on history: what they would have found, what they cost, and what another version of them finds differently. Judges
 * exactly as {@code io.tokenwatch.replay} does.
 */
@NullMarked
package io.tokenwatch.backtest;

import org.jspecify.annotations.NullMarked;
