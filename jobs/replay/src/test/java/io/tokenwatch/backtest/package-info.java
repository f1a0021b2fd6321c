@NullMarked
package io.tokenwatch.backtest;

import org.jspecify.annotations.NullMarked;
