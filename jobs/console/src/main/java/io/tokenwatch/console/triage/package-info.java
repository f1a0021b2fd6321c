/** What analysts do about alerts: facts of their own, and what they add up to. */
@NullMarked
package io.tokenwatch.console.triage;

import org.jspecify.annotations.NullMarked;
