/**
 * A backtest as one page that needs nothing else.
 */
@NullMarked
package io.tokenwatch.backtest.report;

import org.jspecify.annotations.NullMarked;
