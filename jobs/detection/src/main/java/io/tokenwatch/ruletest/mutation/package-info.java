/**
 * Rules with one small thing changed. If a rule's tests pass on such a mutant, they do not test that thing. Mutants that no test
 * could tell from the rule are recognised by {@link io.tokenwatch.ruletest.mutation.NormalForm} and not counted.
 */
@NullMarked
package io.tokenwatch.ruletest.mutation;

import org.jspecify.annotations.NullMarked;
