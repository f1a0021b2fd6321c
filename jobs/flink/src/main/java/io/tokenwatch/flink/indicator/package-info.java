/** The keyed operators of the indicators: counts per minute, and signing keys. */
@NullMarked
package io.tokenwatch.flink.indicator;

import org.jspecify.annotations.NullMarked;
