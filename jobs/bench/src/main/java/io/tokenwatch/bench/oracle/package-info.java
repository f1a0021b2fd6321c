/** The limit: PB-1's five detections as hand-written, single-threaded, plain-heap Java that keeps nothing over a crash. */
@NullMarked
package io.tokenwatch.bench.oracle;

import org.jspecify.annotations.NullMarked;
