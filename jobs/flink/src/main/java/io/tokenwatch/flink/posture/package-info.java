/** Ledger and indicators as a part of the job: from events, each once, to their documents. */
@NullMarked
package io.tokenwatch.flink.posture;

import org.jspecify.annotations.NullMarked;
