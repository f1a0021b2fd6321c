/**
 * Pages that need nothing else: no script, no font, no picture from elsewhere. Whatever stems from events is escaped, its
 * direction isolated, its length bounded; so far as it is shown by what is here.
 */
@NullMarked
package io.tokenwatch.page;

import org.jspecify.annotations.NullMarked;
