/** A replay as one page that needs nothing else: what was found, for whom, from where, on what evidence, and what was not judged. */
@NullMarked
package io.tokenwatch.replay.report;

import org.jspecify.annotations.NullMarked;
