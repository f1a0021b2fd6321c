/** What is known of each grant: why a token exists and who can end it. */
@NullMarked
package io.tokenwatch.ledger;

import org.jspecify.annotations.NullMarked;
