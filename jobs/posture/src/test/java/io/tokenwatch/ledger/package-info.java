@NullMarked
package io.tokenwatch.ledger;

import org.jspecify.annotations.NullMarked;
