package io.tokenwatch.demo;

import java.nio.file.Path;
import java.time.Duration;

/**
 * What to show.
 *
 * @param smoke whether it ends by itself, after 40 s of live traffic
 * @param seed the same seed gives the same traffic
 * @param rate events per second of the live traffic, 10 to 10,000
 * @param webPort of Flink's web page, on loopback; 0 for any that is free
 * @param rules folder of rule files
 * @param work folder for what the demo needs while it runs; it removes what it puts there
 */
public record DemoOptions(boolean smoke, long seed, int rate, int webPort, Path rules, Path work) {
    static final Duration SMOKE = Duration.ofSeconds(40);
}
