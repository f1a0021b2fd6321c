/** Tests of that package alone, without servers. */
@NullMarked
package io.tokenwatch.console.triage;

import org.jspecify.annotations.NullMarked;
