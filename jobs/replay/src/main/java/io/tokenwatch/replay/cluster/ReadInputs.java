package io.tokenwatch.replay.cluster;

import io.tokenwatch.connector.Lines;
import io.tokenwatch.replay.Input;
import io.tokenwatch.replay.InputMeter;
import java.io.EOFException;
import java.io.IOException;
import java.io.Serial;
import java.io.UncheckedIOException;
import java.util.zip.ZipException;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.util.Collector;

/** Cuts the input of that number into blocks of lines; those that an earlier run has dealt with are passed over. */
final class ReadInputs implements FlatMapFunction<Long, byte[]> {
    @Serial
    private static final long serialVersionUID = 1L;

    private static final long SOUND = -1;

    private final String name;

    ReadInputs(String work) {
        this.name = work;
    }

    @Override
    public void flatMap(Long index, Collector<byte[]> out) {
        Work work = Work.named(name);
        int number = index.intValue();
        Finished finished = work.stage().finished();
        Input input = work.inputs().get(number).getKey();
        if (finished.isWhole(number)) {
            work.bytes.add(sizeOf(input));
            return;
        }
        InputMeter meter = new InputMeter(work.bytes::add);
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
