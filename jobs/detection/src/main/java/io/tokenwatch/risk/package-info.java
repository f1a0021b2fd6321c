/** What the alerts of a client, a grant or a subject amount to. */
@NullMarked
package io.tokenwatch.risk;

import org.jspecify.annotations.NullMarked;
