@NullMarked
package io.tokenwatch.flink.pack;

import org.jspecify.annotations.NullMarked;
