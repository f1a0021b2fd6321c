package io.tokenwatch.replay.cluster;

import io.tokenwatch.connector.CanonicalReader;
import io.tokenwatch.connector.Connector;
import io.tokenwatch.connector.RecordReader;
import io.tokenwatch.connector.text.Unreadable;
import io.tokenwatch.detector.Feeds;
import io.tokenwatch.engine.PackRouter;
import io.tokenwatch.engine.Plans;
import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.replay.Admission;
import io.tokenwatch.replay.Excerpt;
import io.tokenwatch.replay.ReplaySettings;
import io.tokenwatch.replay.sort.CopyLog;
import io.tokenwatch.replay.sort.EventIdentity;
import io.tokenwatch.state.BytesIn;
import io.tokenwatch.state.BytesOut;
import java.io.IOException;
import java.io.Serial;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.jspecify.annotations.Nullable;

/** Makes events of lines, by the connectors, and writes them into the parts. Lines of one input may go to several subtasks. */
@SuppressWarnings("NullAway.Init") // Flink calls open before anything else
final class ParseBlocks extends AbstractStreamOperator<byte[]>
        implements OneInputStreamOperator<byte[], byte[]>, BoundedOneInput {
    @Serial
    private static final long serialVersionUID = 1L;

    private final Assignment assignment;
    private final Folder parts;
    private final int mostBytes;

    private transient Work work;
    private transient LongCounter records;
    private transient ReplaySettings settings;
    private transient Admission admission;
    private transient EventIdentity identity;
    private transient @Nullable CopyLog log;
    private transient MessageDigest sha256;
    private transient Map<Connector, RecordReader> readers;
    private transient Map<Connector, Map<String, Long>> unknown;
    private transient PartWriter part;
    private transient BytesOut row;
    private transient BytesIn in;
    private transient BlockTally tally;

    /**
     * Writes parts.
     *
     * @param parts where to
     * @param mostBytes of a part, about
     */
    ParseBlocks(Assignment assignment, Folder parts, int mostBytes) {
        this.assignment = assignment;
        this.parts = parts;
        this.mostBytes = mostBytes;
    }

    @Override
    public void open() throws Exception {
        super.open();
        work = assignment.work(getRuntimeContext());
        records = Progress.RECORDS.counter(getRuntimeContext());
        settings = work.settings();
        Foresight foresight = work.foresight();
        log = foresight == null ? null : foresight.log();
        admission =
                new Admission(settings, List.of(new PackRouter(new Plans(work.log()), new Feeds(), work.prospects())));
        identity = new EventIdentity();
        sha256 = MessageDigest.getInstance("SHA-256");
        readers = new HashMap<>();
        unknown = new HashMap<>();
        part = new PartWriter(parts, mostBytes);
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
                    tally.counts.outcome(reader.read(buffer, from, length, tooLong, this::event));
                } catch (Unreadable e) {
                    tally.counts.deadLetter();
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
        records.add(tally.counts.records());
    }

    private void end() {
        tally.bytes = in.readVarint();
        tally.sha256 = in.readText();
        long damagedAfter = in.readSigned();
        if (damagedAfter >= 0) {
            tally.counts.deadLetter();
            tally.dead.add(new BlockTally.Dead(damagedAfter + 1, "", 0, new byte[0], ""));
        }
    }

    private void event(TokenEvent event) {
        if (!admission.admits(event, tally.counts)) {
            return;
        }
        long id = identity.id(event);
        long content = identity.content(event);
        CopyLog all = log;
        Row.begin(row, id, content);
        int met =
                all != null ? admission.foresees(event) : admission.selects(event) ? PackRouter.SOME : PackRouter.NONE;
        if (met != PackRouter.NONE) {
            Row.end(row, met, event);
        }
        try {
            if (all != null) {
                all.add(id, content);
            }
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
