/** Tests of the registry. */
@NullMarked
package io.tokenwatch.flink.registry;

import org.jspecify.annotations.NullMarked;
