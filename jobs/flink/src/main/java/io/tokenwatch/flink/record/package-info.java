/** What the records have in common that travel between operators. */
@NullMarked
package io.tokenwatch.flink.record;

import org.jspecify.annotations.NullMarked;
