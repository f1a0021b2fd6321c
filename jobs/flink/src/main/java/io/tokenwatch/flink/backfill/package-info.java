/** Rules that begin with what happened before them: reading the events of the past again while the job goes on. */
@NullMarked
package io.tokenwatch.flink.backfill;

import org.jspecify.annotations.NullMarked;
