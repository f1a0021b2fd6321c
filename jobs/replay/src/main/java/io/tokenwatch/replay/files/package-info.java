/** Logs in any file system that Flink knows, such as object stores: its plugins open them. */
@NullMarked
package io.tokenwatch.replay.files;

import org.jspecify.annotations.NullMarked;
