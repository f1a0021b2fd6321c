/** An alert in the formats that other systems read: one format, one file. Pure: no clock, no network. */
@NullMarked
package io.tokenwatch.writer;

import org.jspecify.annotations.NullMarked;
