/** Input that could not be read and documents that were refused, kept with the reason, without their content. */
@NullMarked
package io.tokenwatch.flink.deadletter;

import org.jspecify.annotations.NullMarked;
