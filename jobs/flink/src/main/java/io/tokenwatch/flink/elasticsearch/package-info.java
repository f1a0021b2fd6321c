/** Documents into Elasticsearch, at least once, under ids that make a repetition harmless. */
@NullMarked
package io.tokenwatch.flink.elasticsearch;

import org.jspecify.annotations.NullMarked;
