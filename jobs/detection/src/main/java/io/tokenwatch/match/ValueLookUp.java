package io.tokenwatch.match;

import io.tokenwatch.event.TokenEvent;

/** One that can be asked about any text, not only about that of its field. */
interface ValueLookUp extends LookUp {
    /** As {@link #match}, if the field held that value. */
    void follow(String value, TokenEvent event, Matches found);
}
