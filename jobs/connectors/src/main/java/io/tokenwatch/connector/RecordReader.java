package io.tokenwatch.connector;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tokenwatch.connector.redact.Redactor;
import io.tokenwatch.connector.text.Unreadable;
import io.tokenwatch.event.Field;
import io.tokenwatch.event.TokenEvent;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.HexFormat;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads the records of one source, one after the other, on one thread. What it reads depends on the record alone. */
public abstract class RecordReader {
    /** No record is longer, in bytes. */
    public static final int LONGEST = 64 * 1024;

    /** 2000-01-01T00:00:00Z in milliseconds since the epoch: before that a clock was not set. */
    private static final long EARLIEST = 946_684_800_000L;

    protected final Settings settings;
    protected final Redactor redactor;
    private final String source;
    private final RecordHash hash = new RecordHash();

    protected RecordReader(Connector connector, Settings settings) {
        this.settings = settings;
        this.redactor = new Redactor(settings.keys());
        String named = settings.source();
        this.source = named == null ? connector.format() : named;
    }

    /**
     * Reads one record and hands each event in it to the sink. It is always the same instance: the sink copies what
     * it keeps.
     *
     * @throws Unreadable if it is none; then the sink was not called
     */
    public final Outcome read(byte[] buffer, int from, int length, Consumer<? super TokenEvent> sink)
            throws Unreadable {
        return read(buffer, from, length, length > LONGEST, sink);
    }

    /**
     * As {@link #read(byte[], int, int, Consumer)}.
     *
     * @param tooLong whether this is only the beginning of a record of more than {@link #LONGEST} bytes
     */
    public final Outcome read(byte[] buffer, int from, int length, boolean tooLong, Consumer<? super TokenEvent> sink)
            throws Unreadable {
        if (tooLong) {
            throw new Unreadable("longer than " + LONGEST + " bytes");
        }
        int start = from;
        int end = from + length;
        while (end > start && isBlank(buffer[end - 1])) {
            end--;
        }
        while (start < end && isBlank(buffer[start])) {
            start++;
        }
        if (start == end) {
            throw new Unreadable("empty");
        }
        return parse(buffer, start, end - start, sink);
    }

    /** As {@link #read(byte[], int, int, Consumer)}. */
    public final Outcome read(String record, Consumer<? super TokenEvent> sink) throws Unreadable {
        if (record.length() > LONGEST) {
            throw new Unreadable("longer than " + LONGEST + " bytes");
        }
        byte[] bytes = record.getBytes(UTF_8);
        return read(bytes, 0, bytes.length, sink);
    }

    /** How many token-shaped values were found where none should be, and replaced. */
    public final long tokensCaught() {
        return redactor.caught();
    }

    /**
     * Reads a record without blanks around it, at most {@link #LONGEST} bytes. Each event is completed before the
     * sink sees it.
     */
    protected abstract Outcome parse(byte[] buffer, int from, int length, Consumer<? super TokenEvent> sink)
            throws Unreadable;

    /**
     * Gives the event what each must have: a sane time, tenant, source, and an id, which without a native one is
     * the hash of tenant, source and record.
     *
     * @param part tells the events of one record apart; null for the only or first one
     */
    protected final void complete(TokenEvent event, @Nullable String part, byte[] buffer, int from, int length)
            throws Unreadable {
        long time = event.eventTime();
        if (time == TokenEvent.ABSENT) {
            throw new Unreadable("no event_time");
        }
        if (time < EARLIEST) {
            throw new Unreadable("event_time before the year 2000");
        }
        if (time > settings.latest()) {
            throw new Unreadable("event_time too far in the future");
        }
        if (!event.has(Field.TENANT)) {
            event.set(Field.TENANT, settings.tenant());
        }
        if (!event.has(Field.SOURCE)) {
            event.set(Field.SOURCE, source);
        }
        if (!event.has(Field.EVENT_ID)) {
            String id = HexFormat.of()
                    .formatHex(hash.of(
                            String.valueOf(event.text(Field.TENANT)),
                            String.valueOf(event.text(Field.SOURCE)),
                            buffer,
                            from,
                            length));
            event.set(Field.EVENT_ID, id);
        }
        if (part != null) {
            event.set(Field.EVENT_ID, event.text(Field.EVENT_ID) + '#' + part);
        }
    }

    /**
     * A record of a type that is not about tokens; "(other)" stands for what is no name, so that hostile input cannot
     * leak into counters.
     */
    protected final Outcome skipped(String nativeType) {
        boolean name = !nativeType.isEmpty()
                && nativeType.length() <= Outcome.Skipped.LONGEST
                && nativeType.chars().allMatch(RecordReader::isNameCharacter)
                && redactor.clean(nativeType).equals(nativeType);
        return new Outcome.Skipped(name ? nativeType : "(other)");
    }

    private static boolean isNameCharacter(int c) {
        return c < 128 && (Character.isLetterOrDigit(c) || c == '_' || c == '.' || c == '-' || c == ':');
    }

    /** The record as text. */
    protected static String utf8(byte[] buffer, int from, int length) throws Unreadable {
        try {
            return UTF_8.newDecoder()
                    .decode(ByteBuffer.wrap(buffer, from, length))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new Unreadable("not UTF-8");
        }
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\n' || b == '\r' || b == '\t';
    }
}
