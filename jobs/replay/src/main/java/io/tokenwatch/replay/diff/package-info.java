/** Two replays side by side: which alerts appeared, vanished or changed, and what else differs between the runs. */
@NullMarked
package io.tokenwatch.replay.diff;

import org.jspecify.annotations.NullMarked;
