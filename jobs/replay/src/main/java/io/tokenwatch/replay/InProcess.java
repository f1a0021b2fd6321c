package io.tokenwatch.replay;

import io.tokenwatch.alert.Alert;
import io.tokenwatch.alert.AlertSink;
import java.io.IOException;
import java.util.List;

/** Reads and judges in this process, without Flink. */
public final class InProcess implements Engine {
    @Override
    public Answer answer(Task task) throws IOException {
        History history =
                History.read(task.formats(), List.of(task.log()), task.settings(), task.watcher(), task.results());
        AlertSink told = task.audience().of(history);
        Judging judging = told == null ? new Judging(task.log()) : new Judging(task.log(), told);
        List<Alert> alerts = judging.alerts(history, task.watcher(), Judging.Observer.NONE);
        return new Answer(history.sums(), alerts, judging.engine().keysLeftOut());
    }
}
