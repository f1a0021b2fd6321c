/** A replay as two bounded Flink jobs: one reads, the other judges. What the first has done survives an interruption. */
@NullMarked
package io.tokenwatch.replay.cluster;

import org.jspecify.annotations.NullMarked;
