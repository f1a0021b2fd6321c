/** The keyed operator in Flink's harness: through crashes, rescaling, changed packs and tiny caches. */
@NullMarked
package io.tokenwatch.flink.operator;

import org.jspecify.annotations.NullMarked;
