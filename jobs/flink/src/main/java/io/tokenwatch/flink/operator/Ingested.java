package io.tokenwatch.flink.operator;

import io.tokenwatch.alert.Iso;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Puts another {@code event.ingested} into a document: rules of SIEMs go by it, and would pass over what seems hours old. */
final class Ingested {
    /** Within a text of JSON every quote is escaped, so that this is a key wherever it stands. */
    private static final byte[] KEY = "\"ingested\":\"".getBytes(StandardCharsets.US_ASCII);

    private Ingested() {}

    /**
     * The document with that time; the same one if it says nothing of it.
     *
     * @param now ms since the epoch
     */
    static byte[] at(long now, byte[] document) {
        int key = indexOf(document);
        if (key < 0) {
            return document;
        }
        int from = key + KEY.length;
        int to = from;
        while (document[to] != '"') {
            to++;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(document.length + 8);
        out.write(document, 0, from);
        out.writeBytes(Iso.text(now).getBytes(StandardCharsets.US_ASCII));
        out.write(document, to, document.length - to);
        return out.toByteArray();
    }

    private static int indexOf(byte[] document) {
        for (int at = 0; at <= document.length - KEY.length; at++) {
            int same = 0;
            while (same < KEY.length && document[at + same] == KEY[same]) {
                same++;
            }
            if (same == KEY.length) {
                return at;
            }
        }
        return -1;
    }
}
