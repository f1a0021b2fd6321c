/**
 * What more rules cost: packs of 1 to 1,000 generated rules over PB-1's traffic, matched alone, read and matched, or judged with
 * state. {@link io.tokenwatch.bench.rules.RulesBench} runs it.
 */
@NullMarked
package io.tokenwatch.bench.rules;

import org.jspecify.annotations.NullMarked;
