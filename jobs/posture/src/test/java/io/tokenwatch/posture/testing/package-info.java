/** What tests of ledger and indicators are made with, here and where they run in a job. */
@NullMarked
package io.tokenwatch.posture.testing;

import org.jspecify.annotations.NullMarked;
