package io.tokenwatch.demo.faults;

import io.tokenwatch.flink.live.LiveRun;
import io.tokenwatch.flink.live.LiveSettings;
import io.tokenwatch.flink.live.LiveSettingsFile;
import io.tokenwatch.flink.live.Servers;
import io.tokenwatch.rule.RuleFiles;
import java.nio.file.Path;

/** The live job in a process of its own, for a test to kill. Ends, at the latest, when its standard input does. */
final class LiveChild {
    private LiveChild() {}

    /** @param args the file of settings */
    public static void main(String[] args) throws Exception {
        Thread tether = new Thread(LiveChild::haltWhenInputEnds, "tether");
        tether.setDaemon(true);
        tether.start();
        LiveSettings settings = LiveSettingsFile.read(Path.of(args[0]));
        Servers.await(settings, System.out::println);
        LiveRun run = LiveRun.start(settings, RuleFiles.load(settings.rules()));
        System.out.println(run.restoredFrom()
                .map(checkpoint -> "restored " + checkpoint.number())
                .orElse("begun"));
        Thread.currentThread().join(); // until killed
    }

    private static void haltWhenInputEnds() {
        try {
            while (System.in.read() != -1) {
                // nobody writes
            }
        } catch (java.io.IOException e) {
            // the same as its end
        }
        Runtime.getRuntime().halt(1);
    }
}
