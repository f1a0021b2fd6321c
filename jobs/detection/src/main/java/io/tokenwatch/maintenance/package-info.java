/** Maintenance windows: when people know that alerts will come and want to hear of them afterwards. Nothing is judged differently. */
@NullMarked
package io.tokenwatch.maintenance;

import org.jspecify.annotations.NullMarked;
