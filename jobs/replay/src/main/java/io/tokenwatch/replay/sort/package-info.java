/** Events in order of time, each once: sorted in memory where they fit, else in runs on disk that are merged while they are read. */
@NullMarked
package io.tokenwatch.replay.sort;

import org.jspecify.annotations.NullMarked;
