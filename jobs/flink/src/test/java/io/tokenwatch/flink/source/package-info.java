/** Tests of the source. */
@NullMarked
package io.tokenwatch.flink.source;

import org.jspecify.annotations.NullMarked;
