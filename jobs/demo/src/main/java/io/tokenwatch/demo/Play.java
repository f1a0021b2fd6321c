package io.tokenwatch.demo;

import io.tokenwatch.demo.AlertDocument.Case;
import io.tokenwatch.demo.traffic.Planted;
import io.tokenwatch.demo.traffic.Traffic;
import io.tokenwatch.demo.traffic.TrafficPlan;
import io.tokenwatch.devstack.Devstack;
import io.tokenwatch.flink.live.LiveSettingsFile;
import io.tokenwatch.flink.topology.AlertDocuments;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;

/** One run of the traffic: history, then real time, with every alert shown as a search finds it. */
final class Play {
    /** How long the history takes, in times of what the job took to start, and at least. */
    private static final int HISTORY_PER_START = 4;

    private static final Duration LEAST_HISTORY = Duration.ofSeconds(12);
    private static final Duration MOST_HISTORY = Duration.ofSeconds(45);

    private static final Duration BETWEEN_SEARCHES = Duration.ofMillis(100);
    /** From the moment that everything is judged: a checkpoint, a flush and a refresh, with ease. */
    private static final Duration SETTLING = Duration.ofSeconds(4);

    private static final Duration LONGEST_DRAIN = Duration.ofSeconds(40);

    private static final Duration SIGNAL = Duration.ofMillis(500);

    private final DemoOptions options;
    private final Screen screen;
    private final Devstack stack;
    private final Topics topics;
    private final String group;
    private final Scoreboard board = new Scoreboard();
    private final AlertSearch search;
    /** Alerts that stand as far as they were seen: what counts when Ctrl-C has ended the servers too. */
    private final Map<Case, AlertDocument> shown = new LinkedHashMap<>();

    Play(DemoOptions options, Screen screen, Devstack stack, Topics topics, String group) {
        this.options = options;
        this.screen = screen;
        this.stack = stack;
        this.topics = topics;
        this.group = group;
        this.search = new AlertSearch(stack.elasticsearchUrl());
    }

    /**
     * True if exactly the planted attacks were alerted.
     *
     * @param start how long the job took to start: how fast this machine is just now, so how long the history will take
     */
    boolean run(Duration start) throws Exception {
        Instant liveStart = Instant.now().plus(historyTakes(start)).truncatedTo(ChronoUnit.MILLIS);
        TrafficPlan endless = TrafficPlan.endless(options.seed(), liveStart).rate(options.rate());
        TrafficPlan plan = options.smoke() ? endless.live(DemoOptions.SMOKE) : endless;
        try (Feed feed = new Feed(stack.kafka(), stack.registryUrl(), LiveSettingsFile.TOPICS, board)) {
            Thread sender = new Thread(() -> send(feed, Traffic.of(plan)), "feed");
            sender.setDaemon(true);
            sender.start();
            try {
                history(feed, plan, liveStart);
                live(feed, sender);
                drain(feed);
                return summary(search.standing(), System.currentTimeMillis());
            } catch (InterruptedException | IOException | ExecutionException e) {
                if (!interrupted(e)) {
                    throw e;
                }
                return summary(shown.values(), System.currentTimeMillis() - SETTLING.toMillis());
            } finally {
                sender.interrupt();
                sender.join();
            }
        }
    }

    /** Ctrl-C interrupts this thread and ends the servers at once: which of the two is noticed first, is chance. */
    private static boolean interrupted(Exception e) {
        if (e instanceof InterruptedException) {
            return true;
        }
        try {
            Thread.sleep(SIGNAL.toMillis());
            return false;
        } catch (InterruptedException signal) {
            return true;
        }
    }

    private static Duration historyTakes(Duration start) {
        Duration guess = start.multipliedBy(HISTORY_PER_START);
        return guess.compareTo(LEAST_HISTORY) < 0
                ? LEAST_HISTORY
                : guess.compareTo(MOST_HISTORY) > 0 ? MOST_HISTORY : guess;
    }

    private static void send(Feed feed, Traffic traffic) {
        try {
            feed.send(traffic);
        } catch (InterruptedException | org.apache.kafka.common.errors.InterruptException e) {
            Thread.currentThread().interrupt(); // the play is over
        }
    }

    private void history(Feed feed, TrafficPlan plan, Instant liveStart) throws Exception {
        screen.line("HISTORY  %d days of ordinary traffic first, so that the rules know what is ordinary."
                .formatted(plan.historyDays()));
        long begin = System.nanoTime();
        long judged = 0;
        while (!feed.isHistorySent() || judged < feed.historySent()) {
            judged = topics.judged(group);
            long of = feed.isHistorySent() ? feed.historySent() : Math.max(feed.sent(), plan.historyEvents());
            screen.status("  %s %s of %s events judged"
                    .formatted(Wording.bar(judged, of), Wording.count(judged), Wording.count(of)));
            look(feed);
        }
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        screen.line("  %s events judged in %s, %s a second."
                .formatted(
                        Wording.count(feed.historySent()),
                        Wording.seconds(took.toMillis()),
                        Wording.count(1000 * feed.historySent() / took.toMillis())));
        screen.line("");
        for (String tenant : feed.tenants()) {
            for (String index : AlertDocuments.indices(tenant, liveStart)) {
                search.create(index); // as they are on all days of a month but the first
            }
        }
        // On a machine that is slower than was guessed, events come later than they happened: alerts are not to wait
        // for a backlog.
        feed.begin(latest(liveStart, Instant.now()));
        while (Instant.now().isBefore(liveStart)) {
            screen.status("  live traffic begins in "
                    + Duration.between(Instant.now(), liveStart).plusSeconds(1).toSeconds() + " s");
            look(feed);
        }
    }

    private static Instant latest(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }

    private void live(Feed feed, Thread sender) throws Exception {
        Instant begin = Instant.now();
        screen.line("LIVE  %s events a second from now on, among them attacks and what only looks like one."
                .formatted(Wording.count(options.rate())));
        screen.line("Each alert is shown when a search in Elasticsearch finds it.");
        screen.line("Change a rule and publish it:  ./tokenwatch rules publish --rules rules --bootstrap-servers "
                + stack.kafka());
        screen.line("Search yourself: " + stack.elasticsearchUrl() + "/tokenwatch-alerts-*/_search?pretty");
        screen.line("");
        while (sender.isAlive()) {
            long seconds = Duration.between(begin, Instant.now()).toSeconds();
            screen.status("  live for %d s, %s events, planted %d, %s"
                    .formatted(
                            seconds,
                            Wording.count(feed.sent() - feed.historySent()),
                            board.plantedCount(),
                            board.latencies()));
            look(feed);
        }
    }

    private void drain(Feed feed) throws Exception {
        Instant deadline = Instant.now().plus(LONGEST_DRAIN);
        while (topics.judged(group) < topics.appended() && Instant.now().isBefore(deadline)) {
            screen.status("  the last events are being judged");
            look(feed);
        }
        Instant settled = Instant.now().plus(SETTLING);
        while (Instant.now().isBefore(settled)) {
            screen.status("  waiting for alerts that should not come");
            look(feed);
        }
    }

    /** Shows what is new, and pauses. */
    private void look(Feed feed) throws IOException, InterruptedException {
        feed.check();
        for (AlertDocument alert : search.fresh()) {
            long now = System.currentTimeMillis();
            if (alert.isWithdrawn()) {
                shown.remove(alert.about());
            } else {
                shown.put(alert.about(), alert);
            }
            Wording.show(screen, alert, board.planted(alert), board.found(alert, now));
        }
        Thread.sleep(BETWEEN_SEARCHES.toMillis());
    }

    private boolean summary(Collection<AlertDocument> standing, long before) {
        Scoreboard.Result result = board.compare(standing, before);
        screen.clear();
        for (Planted missed : result.missed()) {
            screen.line(
                    "MISSED",
                    true,
                    "  %s for %s at %s: %s"
                            .formatted(missed.ruleId(), missed.key(), missed.tenant(), missed.description()));
        }
        for (AlertDocument extra : result.extra()) {
            screen.line(
                    "EXTRA",
                    true,
                    "  %s for %s at %s: %s"
                            .formatted(
                                    extra.about().ruleId(),
                                    extra.about().key(),
                                    extra.about().tenant(),
                                    String.join("; ", extra.why())));
        }
        screen.line("latency from Kafka append to searchable: " + board.latencies());
        screen.line(result.toString());
        return result.isExact();
    }
}
