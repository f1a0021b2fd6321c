/** The Schema Registry: which schema a record was written with. */
@NullMarked
package io.tokenwatch.flink.registry;

import org.jspecify.annotations.NullMarked;
