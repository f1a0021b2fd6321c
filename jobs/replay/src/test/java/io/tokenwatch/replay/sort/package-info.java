@org.jspecify.annotations.NullMarked
package io.tokenwatch.replay.sort;
