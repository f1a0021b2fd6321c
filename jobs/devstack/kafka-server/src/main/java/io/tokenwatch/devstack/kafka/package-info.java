/** What runs inside the broker's process. It sees Kafka's own class path and nothing else of ours. */
@NullMarked
package io.tokenwatch.devstack.kafka;

import org.jspecify.annotations.NullMarked;
