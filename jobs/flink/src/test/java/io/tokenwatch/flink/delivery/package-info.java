/** Routes, and what becomes of messages whose receiver is down, slow or unwilling. */
@NullMarked
package io.tokenwatch.flink.delivery;

import org.jspecify.annotations.NullMarked;
