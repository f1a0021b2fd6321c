/** Findings with an identity: suppression, lifecycle, and the alert that an analyst reads. */
@NullMarked
package io.tokenwatch.alert;

import org.jspecify.annotations.NullMarked;
