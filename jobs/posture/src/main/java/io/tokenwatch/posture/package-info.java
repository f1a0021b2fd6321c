/** From events and alerts to the ledger and the indicators, each event once; and all of it in a plain loop. */
@NullMarked
package io.tokenwatch.posture;

import org.jspecify.annotations.NullMarked;
