package io.tokenwatch.bench.contest;

import io.tokenwatch.bench.workload.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedThread;
import jdk.jfr.consumer.RecordingFile;

/**
 * Where a contestant's time goes, by JDK Flight Recorder's samples (every 10 ms, running threads only, at most 20 of
 * them at a time; native code counted to the Java frame that called it). Writes collapsed stacks, one per line as flame
 * graph tools read them ({@code outer;inner COUNT}), and prints the top frames to standard error.
 */
final class FlameProfile {
    private static final Duration PERIOD = Duration.ofMillis(10);
    private static final int SHOWN = 25;
    private static final int WARM_UP = 2;
    private static final int RECORDED = 5;

    private final Map<String, Long> stacks = new TreeMap<>();
    private final Map<String, Long> own = new HashMap<>();
    private final Map<String, Long> total = new HashMap<>();
    private final Map<String, Long> threads = new HashMap<>();
    private long samples;

    private FlameProfile() {}

    /** Runs until it is warm, then some times under the recorder; the cost is the last run's and includes the recorder's. */
    static Run of(Contestant contestant, Workload workload, Path collapsed) throws Exception {
        Path file = Files.createTempFile("tokenwatch-bench", ".jfr");
        try (Recording recording = new Recording()) {
            recording.enable("jdk.ExecutionSample").withPeriod(PERIOD);
            recording.enable("jdk.NativeMethodSample").withPeriod(PERIOD);
            for (int i = 0; i < WARM_UP; i++) {
                Run.of(contestant, workload);
            }
            recording.start();
            Run run = Run.of(contestant, workload);
            for (int i = 1; i < RECORDED; i++) {
                run = Run.of(contestant, workload);
            }
            recording.stop();
            recording.dump(file);
            FlameProfile profile = new FlameProfile();
            profile.read(file);
            profile.write(collapsed);
            System.err.print(profile.table());
            return run;
        } finally {
            Files.delete(file);
        }
    }

    private void read(Path file) throws IOException {
        try (RecordingFile events = new RecordingFile(file)) {
            while (events.hasMoreEvents()) {
                RecordedEvent event = events.readEvent();
                // Native samples are mostly threads that wait in a system call; only those inside a library work.
                if (event.getStackTrace() != null && !waits(event)) {
                    add(event);
                }
            }
        }
    }

    private static boolean waits(RecordedEvent event) {
        if (!event.getEventType().getName().equals("jdk.NativeMethodSample")) {
            return false;
        }
        String top = name(event.getStackTrace().getFrames().get(0));
        return !top.startsWith("org.rocksdb.");
    }

    private void add(RecordedEvent event) {
        Deque<String> outerFirst = new ArrayDeque<>();
        for (RecordedFrame frame : event.getStackTrace().getFrames()) {
            outerFirst.addFirst(name(frame));
        }
        if (outerFirst.isEmpty()) {
            return;
        }
        samples++;
        RecordedThread thread = event.getThread("sampledThread");
        threads.merge(thread == null ? "?" : String.valueOf(thread.getJavaName()), 1L, Long::sum);
        stacks.merge(String.join(";", outerFirst), 1L, Long::sum);
        own.merge(outerFirst.getLast(), 1L, Long::sum);
        Set<String> once = new HashSet<>(outerFirst);
        once.forEach(frame -> total.merge(frame, 1L, Long::sum));
    }

    private static String name(RecordedFrame frame) {
        return frame.getMethod().getType().getName() + '.' + frame.getMethod().getName();
    }

    private void write(Path file) throws IOException {
        List<String> lines = new ArrayList<>();
        stacks.forEach((stack, count) -> lines.add(stack + ' ' + count));
        Files.write(file, lines);
    }

    private String table() {
        return samples + " samples\n" + top("by thread", threads) + top("on top of the stack", own)
                + top("anywhere on the stack", total);
    }

    private String top(String title, Map<String, Long> counts) {
        return counts.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .limit(SHOWN)
                .map(e -> String.format(Locale.ROOT, "%5.1f %%  %s%n", 100.0 * e.getValue() / samples, e.getKey()))
                .collect(Collectors.joining("", "share    " + title + System.lineSeparator(), ""));
    }
}
