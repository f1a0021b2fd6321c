/** Reads YAML 1.2 into values that know their place in the file, and collects every fault found on the way. */
@NullMarked
package io.tokenwatch.yaml;

import org.jspecify.annotations.NullMarked;
