/** A keyed operator whose states live in a cache before RocksDB, with timers in event time. */
@NullMarked
package io.tokenwatch.flink.keyed;

import org.jspecify.annotations.NullMarked;
