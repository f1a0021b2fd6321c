/** Tests of the deadletter. */
@NullMarked
package io.tokenwatch.flink.deadletter;

import org.jspecify.annotations.NullMarked;
