/** The one keyed operator: all rules for all keys, one state value per key, a write-back cache in front of RocksDB. */
@NullMarked
package io.tokenwatch.flink.operator;

import org.jspecify.annotations.NullMarked;
