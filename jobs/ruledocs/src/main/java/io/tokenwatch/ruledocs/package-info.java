/**
 * The pages about the rules, written from the rules: one for each, an index, and what they cover. The same rules give the same
 * bytes, so a test can hold the pages to the rules.
 */
@NullMarked
package io.tokenwatch.ruledocs;

import org.jspecify.annotations.NullMarked;
