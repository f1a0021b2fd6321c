/**
 * Which rules an event matches. {@link io.tokenwatch.match.RuleIndex} finds them at a cost that grows with those that may match, not with all there
 * are: a {@link io.tokenwatch.match.Branch} leads by look-ups of values, texts within values, and networks to the selections that are left to test.
 */
@NullMarked
package io.tokenwatch.match;

import org.jspecify.annotations.NullMarked;
