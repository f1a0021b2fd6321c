package io.tokenwatch.connector;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.util.Set;

/**
 * A JSON array of records as one record per line, in bounded memory: {@code [{…}, {…}]}, or an object that holds the array, as AWS
 * ({@code {"Records": […]}}) and most APIs write it. Line ends within a record become blanks. Several such documents may follow each
 * other. What is cut off or malformed comes out as a line that is no record.
 */
final class Elements extends InputStream {
    /** What products call the array. */
    private static final Set<String> NAMES = Set.of("Records", "records", "value", "items");

    private static final int LONGEST_NAME = 16;

    private final InputStream in;
    private final byte[] buffer = new byte[RecordReader.LONGEST];
    private int position;
    private int filled;

    private final StringBuilder name = new StringBuilder();
    private boolean within;
    private boolean text;
    private boolean escaped;
    private boolean begun;

    /** Of what is open around the array, or within its element. */
    private int depth;

    private int outside;

    Elements(InputStream in) {
        this.in = in;
    }

    /**
     * Whether a file that begins so is an array of records, or an object whose first member that is no plain value is one.
     * A log whose lines begin with a bracket is none.
     */
    static boolean are(byte[] start) {
        String text = new String(start, ISO_8859_1).stripLeading();
        if (text.startsWith("[")) {
            String first = text.substring(1).stripLeading();
            return first.startsWith("{") || first.startsWith("]");
        }
        if (!text.startsWith("{")) {
            return false;
        }
        int array = text.indexOf('[');
        String before = array < 0 ? "" : text.substring(1, array).strip();
        return before.endsWith(":")
                && NAMES.stream().anyMatch(name -> before.substring(0, before.length() - 1)
                        .stripTrailing()
                        .endsWith('"' + name + '"'))
                && before.indexOf('{') < 0
                && before.indexOf('}') < 0;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] out, int from, int length) throws IOException {
        int at = from;
        while (at == from && length > 0) {
            if (position == filled) {
                filled = Math.max(0, in.read(buffer, 0, buffer.length));
                position = 0;
                if (filled == 0) {
                    return -1;
                }
            }
            while (position < filled && at < from + length) {
                int next = within ? element(buffer[position++]) : around(buffer[position++]);
                if (next >= 0) {
                    out[at++] = (byte) next;
                }
            }
        }
        return at - from;
    }

    /** What comes out for a byte outside the array: nothing. */
    private int around(byte b) {
        if (text) {
            quoted(b);
            if (text && name.length() < LONGEST_NAME) {
                name.append((char) b);
            }
            return -1;
        }
        switch (b) {
            case '"' -> {
                text = true;
                name.setLength(0);
            }
            case '{' -> depth++;
            case '}', ']' -> depth = Math.max(0, depth - 1);
            case '[' -> {
                within = depth == 0 || (depth == 1 && NAMES.contains(name.toString()));
                outside = depth;
                depth = within ? 0 : depth + 1;
                begun = false;
            }
            default -> {}
        }
        return -1;
    }

    /** What comes out for a byte within the array: itself, a line end between elements, or nothing. */
    private int element(byte b) {
        if (text) {
            quoted(b);
            return plain(b);
        }
        boolean blank = b == ' ' || b == '\n' || b == '\r' || b == '\t';
        if (depth == 0 && blank) {
            return -1;
        }
        if (depth == 0 && (b == ',' || b == ']')) {
            boolean ended = begun;
            begun = false;
            if (b == ']') {
                within = false;
                depth = outside;
            }
            return ended ? '\n' : -1;
        }
        begun = true;
        text = b == '"';
        depth += b == '{' || b == '[' ? 1 : b == '}' || b == ']' ? -1 : 0;
        return plain(b);
    }

    private static int plain(byte b) {
        return b == '\n' || b == '\r' ? ' ' : b & 0xFF;
    }

    private void quoted(byte b) {
        if (escaped) {
            escaped = false;
        } else if (b == '\\') {
            escaped = true;
        } else if (b == '"') {
            text = false;
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
