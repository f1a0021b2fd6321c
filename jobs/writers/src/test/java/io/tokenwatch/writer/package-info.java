/** What every writer must do, and what each writes. */
@NullMarked
package io.tokenwatch.writer;

import org.jspecify.annotations.NullMarked;
