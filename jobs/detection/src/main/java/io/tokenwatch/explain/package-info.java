/**
 * Why a rule fired and why not, for one event or one key: which step's condition did not hold and for which value, and what came
 * nearest across events. Asked of the very tree and state that judge.
 */
@NullMarked
package io.tokenwatch.explain;

import org.jspecify.annotations.NullMarked;
