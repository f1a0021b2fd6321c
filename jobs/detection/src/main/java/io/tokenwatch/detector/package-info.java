/**
 * What must hold across the events of a key: one {@link io.tokenwatch.detector.CorrelationType} per file. A detector
 * keeps evidence and says what it proves; it reads no clock, no random number and no other key.
 */
@NullMarked
package io.tokenwatch.detector;

import org.jspecify.annotations.NullMarked;
