/** The {@code tokenwatch} command: what people type, what they read, and the exit code; the work is done in other rooms. */
@NullMarked
package io.tokenwatch.cli;

import org.jspecify.annotations.NullMarked;
