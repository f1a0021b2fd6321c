package io.tokenwatch.flink.operator;

import io.tokenwatch.state.BytesIn;
import io.tokenwatch.state.BytesOut;
import java.util.List;

/**
 * What one share of the routing has read for a backfill, as it tells every subtask of the judging, after the records that it
 * speaks of.
 *
 * @param number of the backfill, see {@link io.tokenwatch.rule.PackLog.Tenure#backfillNumber}
 * @param share which of so many {@code shares} tells it
 * @param reached the latest event of that part of the share that is least far (ms since the epoch); the smallest number if there was
 *     none yet
 * @param done whether the share has read to its end
 * @param first of all that it has read
 */
public record HistoryRead(int number, int share, int shares, long reached, boolean done, List<Long> first)
        implements Notice {
    static final int KIND = 1;

    @Override
    public void write(BytesOut out) {
        out.writeByte(KIND);
        out.writeLong(number);
        out.writeVarint(share);
        out.writeVarint(shares);
        out.writeSigned(reached);
        out.writeByte(done ? 1 : 0);
        out.writeVarint(first.size());
        first.forEach(out::writeSigned);
    }

    static HistoryRead read(BytesIn in) {
        int number = (int) in.readLong();
        int share = in.readInt();
        int shares = in.readInt();
        long reached = in.readSigned();
        boolean done = in.readByte() == 1;
        Long[] first = new Long[in.readInt()];
        for (int i = 0; i < first.length; i++) {
            first[i] = in.readSigned();
        }
        return new HistoryRead(number, share, shares, reached, done, List.of(first));
    }
}
