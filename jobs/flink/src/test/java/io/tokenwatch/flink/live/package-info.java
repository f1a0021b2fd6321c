@NullMarked
package io.tokenwatch.flink.live;

import org.jspecify.annotations.NullMarked;
