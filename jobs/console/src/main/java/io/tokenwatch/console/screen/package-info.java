/** What each screen asks of the back end, one resource per file. */
@NullMarked
package io.tokenwatch.console.screen;

import org.jspecify.annotations.NullMarked;
