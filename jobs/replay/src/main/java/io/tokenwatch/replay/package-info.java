/**
 * Judges historical logs in this process: read and route every record, then judge what rules need of it in order of event
 * time. The same events give the same bytes, whatever their order, repetition or division into files.
 */
@NullMarked
package io.tokenwatch.replay;

import org.jspecify.annotations.NullMarked;
