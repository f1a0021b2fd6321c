/** A rule as people write it, compiled: one file, one rule; a set of rules is an immutable, content-hashed pack. */
@NullMarked
package io.tokenwatch.rule;

import org.jspecify.annotations.NullMarked;
