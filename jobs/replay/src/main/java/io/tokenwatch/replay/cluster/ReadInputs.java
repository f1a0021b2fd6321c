package io.tokenwatch.replay.cluster;

import io.tokenwatch.connector.Lines;
import io.tokenwatch.replay.Input;
import io.tokenwatch.replay.InputMeter;
import java.io.EOFException;
import java.io.IOException;
import java.io.Serial;
import java.io.UncheckedIOException;
import java.util.zip.ZipException;
import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFlatMapFunction;
import org.apache.flink.util.Collector;

/** Cuts the input of that number into blocks of lines; those that an earlier run has dealt with are passed over. */
@SuppressWarnings("NullAway.Init") // Flink calls open before anything else
final class ReadInputs extends RichFlatMapFunction<Long, byte[]> {
    @Serial
    private static final long serialVersionUID = 1L;

    private static final long SOUND = -1;

    private final Assignment assignment;
    private final Finished finished;
    private transient Work work;
    private transient LongCounter bytes;

    /** @param finished what an earlier run has dealt with */
    ReadInputs(Assignment assignment, Finished finished) {
        this.assignment = assignment;
        this.finished = finished;
    }

    @Override
    public void open(OpenContext context) {
        work = assignment.work(getRuntimeContext());
        bytes = Progress.BYTES.counter(getRuntimeContext());
    }

    @Override
    public void flatMap(Long index, Collector<byte[]> out) {
        int number = index.intValue();
        Input input = work.inputs().get(number).getKey();
        if (finished.isWhole(number)) {
            bytes.add(sizeOf(input));
            return;
        }
        InputMeter meter = new InputMeter(bytes::add);
        LineBlock block = new LineBlock(number);
        long damagedAfter = SOUND;
        long line = 0;
        try (Lines lines = input.open(meter)) {
            while (lines.next()) {
                line = lines.number();
                block.add(lines);
                if (block.isFull()) {
                    send(block, number, finished, out);
                }
            }
        } catch (EOFException | ZipException e) {
            damagedAfter = line;
        } catch (IOException e) {
            throw unreadable(input, e);
        }
        if (!block.isEmpty()) {
            send(block, number, finished, out);
        }
        out.collect(block.end(meter.digest(input.name(), "", 0), damagedAfter));
    }

    private static void send(LineBlock block, int input, Finished finished, Collector<byte[]> out) {
        if (!finished.contains(input, block.number())) {
            out.collect(block.bytes());
        }
        block.next();
    }

    private static long sizeOf(Input input) {
        try {
            return input.size();
        } catch (IOException e) {
            throw unreadable(input, e);
        }
    }

    private static UncheckedIOException unreadable(Input input, IOException e) {
        return new UncheckedIOException("cannot read " + input.name() + ": " + e.getMessage(), e);
    }
}
