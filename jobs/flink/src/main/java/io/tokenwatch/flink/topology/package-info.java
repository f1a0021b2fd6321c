/** How the parts are joined to a job. */
@NullMarked
package io.tokenwatch.flink.topology;

import org.jspecify.annotations.NullMarked;
