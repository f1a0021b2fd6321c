package io.tokenwatch.connector.mapping;

import io.tokenwatch.connector.record.Pointer;
import java.util.List;

/** A pointer, and where it starts. */
record Location(Start start, Pointer pointer) {
    enum Start {
        RECORD,
        PARENT,
        ELEMENT
    }

    static boolean is(String text) {
        return text.startsWith("/") || text.startsWith("./") || text.startsWith("../");
    }

    /** @throws IllegalArgumentException if it is no pointer; the message says why */
    static Location of(String text) {
        if (text.startsWith("../")) {
            return new Location(Start.PARENT, Pointer.of(text.substring(2)));
        }
        return text.startsWith("./")
                ? new Location(Start.ELEMENT, Pointer.of(text.substring(1)))
                : new Location(Start.RECORD, Pointer.of(text));
    }

    List<String> texts(View view) {
        return pointer.texts(
                switch (start) {
                    case RECORD -> view.record();
                    case PARENT -> view.parent();
                    case ELEMENT -> view.element();
                });
    }
}
