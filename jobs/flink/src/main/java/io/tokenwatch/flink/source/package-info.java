/** From Kafka records to arrivals: an event or a dead letter, with its coordinates and its place in event time. */
@NullMarked
package io.tokenwatch.flink.source;

import org.jspecify.annotations.NullMarked;
