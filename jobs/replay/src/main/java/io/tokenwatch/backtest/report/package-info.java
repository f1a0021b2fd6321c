/**
 * A backtest as one page that needs nothing else: no script, no font, no picture from elsewhere. Whatever stems from events is
 * escaped, its direction isolated, its length bounded.
 */
@NullMarked
package io.tokenwatch.backtest.report;

import org.jspecify.annotations.NullMarked;
