/** Brings in rules of SigmaHQ and others: what of them maps onto the canonical event, and the rules that come of it. */
@NullMarked
package io.tokenwatch.sigma;

import org.jspecify.annotations.NullMarked;
