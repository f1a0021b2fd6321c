/** The canonical audit event: its fields, their types, and the flat record that carries them. */
@NullMarked
package io.tokenwatch.event;

import org.jspecify.annotations.NullMarked;
