/** Holds the shipped rules to their own tests, and the rule base as a whole to its laws. */
@NullMarked
package io.tokenwatch.rules;

import org.jspecify.annotations.NullMarked;
