/** Metrics of token operation, counted per minute of event time: M1 to M10 and Tokenwatch's own. */
@NullMarked
package io.tokenwatch.indicator;

import org.jspecify.annotations.NullMarked;
