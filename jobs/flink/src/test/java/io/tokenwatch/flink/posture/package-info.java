@NullMarked
package io.tokenwatch.flink.posture;

import org.jspecify.annotations.NullMarked;
