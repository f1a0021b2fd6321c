/** What keys are to be judged by, divided by key and kept until it is their turn: in memory where it fits, else on disk. */
@NullMarked
package io.tokenwatch.replay.keys;

import org.jspecify.annotations.NullMarked;
