/** Tests of that package alone, without servers. */
@NullMarked
package io.tokenwatch.console.screen;

import org.jspecify.annotations.NullMarked;
