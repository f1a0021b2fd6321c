@NullMarked
package io.tokenwatch.replay.keys;

import org.jspecify.annotations.NullMarked;
