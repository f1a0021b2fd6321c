/** Fair measuring: contestants in JVMs of their own, run in turns, compared by events per process-CPU-second. */
@NullMarked
package io.tokenwatch.bench.contest;

import org.jspecify.annotations.NullMarked;
