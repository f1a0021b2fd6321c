/**
 * What a replay costs: files of audit log are made by size, each is replayed with all shipped rules in a JVM of its own, and speed, CPU
 * and memory are told.
 */
@NullMarked
package io.tokenwatch.bench.replay;

import org.jspecify.annotations.NullMarked;
