/** In Flink's own package, because its registry of metrics is visible nowhere else. */
@NullMarked
package org.apache.flink.metrics.prometheus;

import org.jspecify.annotations.NullMarked;
