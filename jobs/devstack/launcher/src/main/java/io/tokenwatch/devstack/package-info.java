/** Real Kafka, Schema Registry and Elasticsearch as child processes on loopback: {@link io.tokenwatch.devstack.Devstack}. */
@NullMarked
package io.tokenwatch.devstack;

import org.jspecify.annotations.NullMarked;
