@NullMarked
package io.tokenwatch.flink.topology;

import org.jspecify.annotations.NullMarked;
