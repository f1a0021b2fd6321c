package io.tokenwatch.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderLockTest {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void twoRunsDoNotWriteIntoOneFolder() throws IOException {
        try (ResultFolder first = new ResultFolder(folder, ResultFolder.SUMMARY)) {
            assertThatThrownBy(() -> new ResultFolder(folder, ResultFolder.SUMMARY))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessage(
                            "another run writes into " + folder + ": wait for it, or name another folder with --out");
            first.write(ResultFolder.SUMMARY, List.of("{}"));
            first.publish();
        }
        assertThat(folder.resolve(ResultFolder.SUMMARY)).exists();
        assertThat(folder.resolve(".tokenwatch-lock")).doesNotExist();
        new ResultFolder(folder, ResultFolder.SUMMARY).close();
        assertThat(folder).isEmptyDirectory();
    }

    /** They take the file away under each other. */
    @Test
    void neverTwoAtATime() throws Exception {
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger entered = new AtomicInteger();
        Callable<Integer> visits = () -> {
            for (int i = 0; i < 100; i++) {
                try (FolderLock lock = FolderLock.of(folder, "locked")) {
                    assertThat(inside.incrementAndGet()).isEqualTo(1);
                    entered.incrementAndGet();
                    inside.decrementAndGet();
                    assertThat(lock).isNotNull();
                } catch (UncheckedIOException e) {
                    Thread.onSpinWait();
                }
            }
            return 0;
        };
        ExecutorService threads = Executors.newFixedThreadPool(3);
        List<Future<Integer>> all = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            all.add(threads.submit(visits));
        }
        for (Future<Integer> one : all) {
            one.get();
        }
        threads.shutdown();
        assertThat(entered.get()).isPositive();
    }
}
