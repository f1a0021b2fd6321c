/** All that is wrong with a folder of rules, and the forms in which it is told. */
@NullMarked
package io.tokenwatch.lint;

import org.jspecify.annotations.NullMarked;
