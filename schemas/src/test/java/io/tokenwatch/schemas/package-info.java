/** Holds the contracts to what they promise: examples that pass and fail, and changes that old readers survive. */
@NullMarked
package io.tokenwatch.schemas;

import org.jspecify.annotations.NullMarked;
