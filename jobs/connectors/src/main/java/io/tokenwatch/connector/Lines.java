package io.tokenwatch.connector;

import io.tokenwatch.connector.text.Unreadable;
import io.tokenwatch.event.TokenEvent;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.zip.ZipException;

/**
 * The lines of a log file, plain, gzip or zstd, in one bounded buffer, whatever the file holds. Line ends are LF or CRLF;
 * lines of nothing but blanks are passed over. Of a file that is a JSON array of records, each record is a line. After {@link #next} the line is {@code buffer[from, from + length)},
 * until the next call.
 */
public final class Lines implements Closeable {
    /** So many bytes tell whether a file is an array. */
    private static final int LOOK = 4 * 1024;

    private static final int BUFFER = 4 * RecordReader.LONGEST;

    private static final VarHandle EIGHT_BYTES =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long EIGHT_LINE_ENDS = 0x0A0A0A0A0A0A0A0AL;

    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER];
    private int position;
    private int filled;
    private boolean ended;

    private int from;
    private int length;
    private boolean tooLong;
    private long number;

    private Lines(InputStream in) {
        this.in = in;
    }

    /** Opens a file; compression is told by its content, not by its name. */
    public static Lines open(Path file) throws IOException {
        return of(Files.newInputStream(file));
    }

    /** Whether what begins here is compressed. */
    public static boolean arePacked(InputStream in) throws IOException {
        return Compression.is(in);
    }

    /** Reads a stream, which is closed with this, or if it cannot be read. */
    public static Lines of(InputStream stream) throws IOException {
        try {
            return new Lines(records(Compression.unpacked(stream)));
        } catch (IOException e) {
            stream.close();
            throw e;
        }
    }

    private static InputStream records(InputStream in) throws IOException {
        byte[] start = new byte[LOOK];
        int known = 0;
        try {
            for (int read = 0; read >= 0 && known < LOOK; read = in.read(start, known, LOOK - known)) {
                known += read;
            }
        } catch (EOFException | ZipException e) {
            // A compressed stream that is cut off or damaged: it will say so again when what came before has been read.
        }
        PushbackInputStream whole = new PushbackInputStream(in, LOOK);
        boolean marked = known >= 3
                && (start[0] & 0xFF) == 0xEF
                && (start[1] & 0xFF) == 0xBB
                && (start[2] & 0xFF) == 0xBF; // byte order mark
        int from = marked ? 3 : 0;
        whole.unread(start, from, known - from);
        return Elements.are(Arrays.copyOfRange(start, from, known)) ? new Elements(whole) : whole;
    }

    /** Goes to the next line; false at the end. */
    public boolean next() throws IOException {
        while (advance()) {
            if (tooLong || !isBlank()) {
                return true;
            }
        }
        return false;
    }

    public byte[] buffer() {
        return buffer;
    }

    public int from() {
        return from;
    }

    /** Bytes of the line without its end; of a line that is too long, those that were kept. */
    public int length() {
        return length;
    }

    /** Whether the line is longer than {@link RecordReader#LONGEST} bytes, and cannot be read. */
    public boolean isTooLong() {
        return tooLong;
    }

    /** The line's number in the file, from 1, blank ones included. */
    public long number() {
        return number;
    }

    /** Reads the line; one beyond {@link RecordReader#LONGEST} bytes is unreadable. */
    public Outcome read(RecordReader reader, Consumer<? super TokenEvent> sink) throws Unreadable {
        return reader.read(buffer, from, length, tooLong, sink);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private boolean advance() throws IOException {
        int searched = position;
        tooLong = false;
        while (true) {
            int end = lineEnd(searched);
            if (end >= 0) {
                line(end);
                position = end + 1;
                return true;
            }
            searched = filled;
            if (filled - position > RecordReader.LONGEST + 1) {
                return passOver();
            }
            if (ended) {
                boolean last = position < filled;
                line(filled);
                position = filled;
                return last;
            }
            searched -= makeRoom();
            fill();
        }
    }

    /** Keeps the beginning of a line that is too long and drops the rest, however long it is. */
    private boolean passOver() throws IOException {
        int kept = RecordReader.LONGEST;
        System.arraycopy(buffer, position, buffer, 0, kept);
        position = kept;
        while (true) {
            filled = kept;
            fill();
            int end = lineEnd(kept);
            if (end >= 0 || ended) {
                position = end >= 0 ? end + 1 : filled;
                from = 0;
                length = kept;
                number++;
                tooLong = true;
                return true;
            }
        }
    }

    private void line(int end) {
        from = position;
        length = end - position;
        if (length > 0 && buffer[end - 1] == '\r') {
            length--;
        }
        tooLong = length > RecordReader.LONGEST;
        number++;
    }

    /** Eight bytes at a time: byte by byte, looking for the line end would cost a quarter of reading the event. */
    private int lineEnd(int start) {
        int i = start;
        for (; i + Long.BYTES <= filled; i += Long.BYTES) {
            long differs = (long) EIGHT_BYTES.get(buffer, i) ^ EIGHT_LINE_ENDS;
            long zeroes = (differs - 0x0101010101010101L) & ~differs & 0x8080808080808080L;
            if (zeroes != 0) {
                return i + Long.numberOfTrailingZeros(zeroes) / Byte.SIZE;
            }
        }
        for (; i < filled; i++) {
            if (buffer[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    /** Moves what is left of the buffer to its beginning; returns by how much. */
    private int makeRoom() {
        int moved = position;
        System.arraycopy(buffer, position, buffer, 0, filled - position);
        filled -= moved;
        position = 0;
        return moved;
    }

    private void fill() throws IOException {
        int read = in.read(buffer, filled, buffer.length - filled);
        if (read < 0) {
            ended = true;
        } else {
            filled += read;
        }
    }

    private boolean isBlank() {
        for (int i = from; i < from + length; i++) {
            byte b = buffer[i];
            if (b != ' ' && b != '\t' && b != '\r') {
                return false;
            }
        }
        return true;
    }
}
