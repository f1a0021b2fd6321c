/** Tokenwatch itself as a contestant: PB-1's five detections as ordinary rules, through the real Flink pipeline. */
@NullMarked
package io.tokenwatch.bench.flink;

import org.jspecify.annotations.NullMarked;
