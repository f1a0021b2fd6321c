/** Who is told of which alert, and how it comes about that nobody misses one: routes, and a sink that keeps what is not yet told. */
@NullMarked
package io.tokenwatch.flink.delivery;

import org.jspecify.annotations.NullMarked;
