/** The live job: its configuration, its graph from Kafka to Elasticsearch, and the process that runs it. */
@NullMarked
package io.tokenwatch.flink.live;

import org.jspecify.annotations.NullMarked;
