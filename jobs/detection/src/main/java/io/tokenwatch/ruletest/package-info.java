/** The tests that a rule carries in its own file: read, run as written, and run again shuffled and duplicated. */
@NullMarked
package io.tokenwatch.ruletest;

import org.jspecify.annotations.NullMarked;
