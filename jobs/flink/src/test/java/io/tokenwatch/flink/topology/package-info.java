/** The settings that ship, and whole jobs on a cluster in this JVM: checkpoints, failures, savepoints, batch execution. */
@NullMarked
package io.tokenwatch.flink.topology;

import org.jspecify.annotations.NullMarked;
