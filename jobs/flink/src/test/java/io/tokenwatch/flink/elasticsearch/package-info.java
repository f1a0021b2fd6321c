/** Tests of the elasticsearch. */
@NullMarked
package io.tokenwatch.flink.elasticsearch;

import org.jspecify.annotations.NullMarked;
