/**
 * Judges historical logs in this process: reads every record, sorts what rules select by event time ({@code sort}), then judges it
 * by keys, on all processors. The same events give the same bytes, whatever their order, repetition or division into files, and
 * however many threads there are. What reads and judges is an {@code Engine}; {@code cluster} has another one.
 */
@NullMarked
package io.tokenwatch.replay;

import org.jspecify.annotations.NullMarked;
