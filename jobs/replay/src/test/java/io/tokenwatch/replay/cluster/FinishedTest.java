package io.tokenwatch.replay.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwatch.connector.Outcome;
import io.tokenwatch.state.BytesIn;
import io.tokenwatch.state.BytesOut;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FinishedTest {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void anInputIsWholeWithItsEndAndAllBlocksBeforeIt() throws IOException {
        try (PartWriter part = new PartWriter(Folder.of(folder), Integer.MAX_VALUE)) {
            part.end(new BlockTally(0, 0));
            part.end(new BlockTally(0, 2));
            part.end(end(0, 3));
            part.end(end(1, 0));
            part.finish();
            part.end(new BlockTally(0, 1)); // never finished
        }
        Finished finished = index().finished();
        assertThat(finished.contains(0, 2)).isTrue();
        assertThat(finished.contains(0, 1)).isFalse();
        assertThat(finished.isWhole(0)).isFalse();
        assertThat(finished.isWhole(1)).isTrue();
        assertThat(finished.isWhole(2)).isFalse();
    }

    @Test
    void blocksAreInTheOrderOfTheInputsWhateverPartTheyAreIn() throws IOException {
        int[][] parts = {{2, 0}, {1, 3}, {0, 0}, {1, 0}, {1, 1}, {1, 2}};
        for (int[] block : parts) {
            try (PartWriter part = new PartWriter(Folder.of(folder), 0)) {
                part.end(block[1] == 3 ? end(block[0], 3) : new BlockTally(block[0], block[1]));
            }
        }
        List<String> order = new ArrayList<>();
        index().forEach(tally -> order.add(tally.input + "/" + tally.number));
        assertThat(order).containsExactly("0/0", "1/0", "1/1", "1/2", "1/3", "2/0");
    }

    @Test
    void aTallyIsReadAsItWasWritten() {
        BlockTally tally = new BlockTally(3, 700);
        tally.counts.event(-5);
        tally.counts.event(1_700_000_000_000L);
        tally.counts.leaveOut();
        tally.counts.outcome(new Outcome.Skipped("LOGIN"));
        tally.unknownFields.put("colour", 1L);
        tally.dead.add(new BlockTally.Dead(9, "no event_time", 40, new byte[] {1, 2}, "{xx"));
        BytesOut out = new BytesOut();
        tally.write(out);
        BlockTally read = BlockTally.read(new BytesIn(out.toByteArray()));
        assertThat(read).usingRecursiveComparison().isEqualTo(tally);
        assertThat(read.isEnd()).isFalse();
    }

    private BlockIndex index() throws IOException {
        return BlockIndex.of(Folder.of(folder));
    }

    private static BlockTally end(int input, int blocks) {
        BlockTally end = new BlockTally(input, blocks);
        end.sha256 = "ab";
        return end;
    }
}
