package io.tokenwatch.replay;

import java.io.IOException;
import java.util.List;

/** Reads and judges in this process, without Flink. */
public final class InProcess implements Engine {
    @Override
    public Answer answer(Task task) throws IOException {
        try (History history =
                History.read(task.formats(), List.of(task.log()), task.settings(), task.watcher(), task.results())) {
            Judging judging = new Judging(
                    task.log(), task.audience().listens() ? task.audience().of(history) : null);
            return new Answer(history.sums(), judging.alerts(history, task.watcher()), judging.keysLeftOut());
        }
    }
}
