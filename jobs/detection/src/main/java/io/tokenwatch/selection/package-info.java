/**
 * Conditions on one event: Sigma selections, their modifiers and the condition that joins them, compiled to a tree of
 * predicates. Total: no loops, no calls, regular expressions by RE2/J only.
 */
@NullMarked
package io.tokenwatch.selection;

import org.jspecify.annotations.NullMarked;
