/** What of a rule its own tests have seen both ways: true and false, inside a bound and outside. */
@NullMarked
package io.tokenwatch.ruletest.coverage;

import org.jspecify.annotations.NullMarked;
