/** "Make an exception from this alert": the YAML for the rules' repository, and what it would have silenced. */
@NullMarked
package io.tokenwatch.console.exception;

import org.jspecify.annotations.NullMarked;
