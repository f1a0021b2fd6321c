/** The keyed operators of the ledger: what ties facts to grants, and the page of each grant. */
@NullMarked
package io.tokenwatch.flink.ledger;

import org.jspecify.annotations.NullMarked;
