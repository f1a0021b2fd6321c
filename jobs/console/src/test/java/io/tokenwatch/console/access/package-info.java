/** Tests of that package alone, without servers. */
@NullMarked
package io.tokenwatch.console.access;

import org.jspecify.annotations.NullMarked;
