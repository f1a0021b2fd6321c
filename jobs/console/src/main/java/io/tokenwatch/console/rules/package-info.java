/** The folder of rules beside the documents: runbooks, lists, tests. */
@NullMarked
package io.tokenwatch.console.rules;

import org.jspecify.annotations.NullMarked;
