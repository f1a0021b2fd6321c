/** Tests of that package alone, without servers. */
@NullMarked
package io.tokenwatch.console.store;

import org.jspecify.annotations.NullMarked;
