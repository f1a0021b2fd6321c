package io.tokenwatch.replay.cluster;

import io.tokenwatch.connector.CanonicalReader;
import io.tokenwatch.connector.Connector;
import io.tokenwatch.connector.Outcome;
import io.tokenwatch.connector.RecordReader;
import io.tokenwatch.connector.network.NetworkFacts;
import io.tokenwatch.connector.text.Unreadable;
import io.tokenwatch.engine.PackRouter;
import io.tokenwatch.engine.Plans;
import io.tokenwatch.event.Field;
import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.replay.Excerpt;
import io.tokenwatch.replay.ReplaySettings;
import io.tokenwatch.replay.sort.EventIdentity;
import io.tokenwatch.state.BytesIn;
import io.tokenwatch.state.BytesOut;
import java.io.IOException;
import java.io.Serial;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/** Makes events of lines, by the connectors, and writes them into the parts. Lines of one input may go to several subtasks. */
@SuppressWarnings("NullAway.Init") // Flink calls open before anything else
final class ParseBlocks extends AbstractStreamOperator<byte[]>
        implements OneInputStreamOperator<byte[], byte[]>, BoundedOneInput {
    @Serial
    private static final long serialVersionUID = 1L;

    private final String name;
    private final int mostBytes;

    private transient Work work;
    private transient ReplaySettings settings;
    private transient NetworkFacts network;
    private transient PackRouter router;
    private transient EventIdentity identity;
    private transient MessageDigest sha256;
    private transient Map<Connector, RecordReader> readers;
    private transient Map<Connector, Map<String, Long>> unknown;
    private transient PartWriter part;
    private transient BytesOut row;
    private transient BytesIn in;
    private transient BlockTally tally;

    /** @param mostBytes of a part, about */
    ParseBlocks(String work, int mostBytes) {
        this.name = work;
        this.mostBytes = mostBytes;
    }

    @Override
    public void open() throws Exception {
        super.open();
        work = Work.named(name);
        settings = work.settings();
        network = settings.network().another();
        router = new PackRouter(new Plans(work.log()));
        identity = new EventIdentity();
        sha256 = MessageDigest.getInstance("SHA-256");
        readers = new HashMap<>();
        unknown = new HashMap<>();
        part = new PartWriter(work.stage().parts(), mostBytes);
        row = new BytesOut(1024);
        in = new BytesIn(new byte[0]);
    }

    @Override
    public void processElement(StreamRecord<byte[]> element) throws IOException {
        byte[] block = element.getValue();
        in.over(block, 0, block.length);
        int kind = in.readByte();
        tally = new BlockTally(in.readInt(), in.readInt());
        if (kind == LineBlock.END) {
            end();
        } else {
            Connector connector = work.inputs().get(tally.input).getValue();
            RecordReader reader = readers.computeIfAbsent(connector, c -> c.open(settings.reading()));
            LineBlock.read(in, (line, tooLong, buffer, from, length) -> {
                try {
                    parse(reader, tooLong, buffer, from, length);
                } catch (Unreadable e) {
                    tally.records++;
                    sha256.update(buffer, from, length);
                    tally.dead.add(new BlockTally.Dead(
                            line, e.reason(), length, sha256.digest(), Excerpt.of(buffer, from, length)));
                }
            });
            if (reader instanceof CanonicalReader canonical) {
                note(connector, canonical);
            }
        }
        part.end(tally);
        work.records.add(tally.records);
    }

    private void end() {
        tally.bytes = in.readVarint();
        tally.sha256 = in.readText();
        long damagedAfter = in.readSigned();
        if (damagedAfter >= 0) {
            tally.records++;
            tally.dead.add(new BlockTally.Dead(damagedAfter + 1, "", 0, new byte[0], ""));
        }
    }

    private void parse(RecordReader reader, boolean tooLong, byte[] buffer, int from, int length) throws Unreadable {
        if (tooLong) {
            throw new Unreadable("longer than " + RecordReader.LONGEST + " bytes");
        }
        if (reader.read(buffer, from, length, this::event) instanceof Outcome.Skipped skipped) {
            tally.records++;
            tally.skipped.merge(skipped.nativeType(), 1L, Long::sum);
        }
    }

    private void event(TokenEvent event) {
        tally.records++;
        if (!settings.covers(event.eventTime())) {
            tally.outside++;
            return;
        }
        tally.first = Math.min(tally.first, event.eventTime());
        tally.last = Math.max(tally.last, event.eventTime());
        network.fill(event);
        // How an event came here must not be seen in what is found.
        event.set(Field.INGEST_TIME, TokenEvent.ABSENT);
        event.set(Field.RAW_REF, "");
        Row.begin(row, identity.id(event), identity.content(event));
        if (router.selects(event)) {
            EventBytes.write(event, row);
        }
        try {
            part.event(row);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot keep what was read: " + e.getMessage(), e);
        }
    }

    /** What the block has added to what the reader has met. */
    private void note(Connector connector, CanonicalReader reader) {
        Map<String, Long> before = unknown.computeIfAbsent(connector, c -> new HashMap<>());
        reader.unknownFields().forEach((field, count) -> {
            long more = count - before.getOrDefault(field, 0L);
            if (more > 0) {
                tally.unknownFields.put(field, more);
                before.put(field, count);
            }
        });
    }

    @Override
    public void endInput() throws Exception {
        part.finish();
    }

    @Override
    public void close() throws Exception {
        if (part != null) {
            part.close();
        }
        super.close();
    }
}
