package io.tokenwatch.bench;

import io.tokenwatch.bench.contest.ContestantSpec;
import io.tokenwatch.bench.oracle.Pb1Oracle;
import io.tokenwatch.bench.workload.Profile;
import io.tokenwatch.bench.workload.WorkloadSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * PB-1 from a plain class path, for developers: {@code [NAME=TYPE[:OPTIONS]]... [--workload pb1|cold|hot] [--events N]
 * [--seed N] [--rounds N] [--limit SECONDS] [--profile FILE]}. Without a contestant the oracle meets itself, which shows how
 * noisy the machine is. Exits 1 if hits differ from the oracle's.
 */
public final class BenchMain {
    private BenchMain() {}

    public static void main(String[] args) throws Exception {
        Map<String, String> options = new HashMap<>();
        Map<String, ContestantSpec> contestants = new LinkedHashMap<>();
        for (int i = 0; i < args.length; i++) {
            if (args[i].startsWith("--") && i + 1 < args.length) {
                options.put(args[i], args[++i]);
            } else {
                int equals = args[i].indexOf('=');
                contestants.put(
                        args[i].substring(0, Math.max(0, equals)), ContestantSpec.parse(args[i].substring(equals + 1)));
            }
        }
        if (contestants.isEmpty()) {
            contestants.put("oracle again", new ContestantSpec(Pb1Oracle.class.getName(), ""));
        }
        Pb1 pb1 = pb1(options);
        String profile = options.get("--profile");
        if (profile != null) {
            for (ContestantSpec contestant : contestants.values()) {
                pb1.profile(contestant, Path.of(profile));
            }
            return;
        }
        List<Report> reports = new ArrayList<>();
        pb1.run(contestants, System.out::println).forEach((name, report) -> {
            System.out.println(name);
            System.out.println(report.toJson());
            reports.add(report);
        });
        System.exit(reports.stream().allMatch(Report::oracleEqual) ? 0 : 1);
    }

    private static Pb1 pb1(Map<String, String> options) {
        Profile profile =
                Profile.valueOf(options.getOrDefault("--workload", "pb1").toUpperCase(Locale.ROOT));
        int events = Integer.parseInt(options.getOrDefault("--events", String.valueOf(profile.events())));
        return new Pb1(
                new WorkloadSpec(profile, events, Long.parseLong(options.getOrDefault("--seed", "1"))),
                Integer.parseInt(options.getOrDefault("--warm-ups", String.valueOf(Pb1.WARM_UPS))),
                Integer.parseInt(options.getOrDefault("--rounds", "5")),
                Pb1.FLAGS,
                Duration.ofSeconds(Long.parseLong(options.getOrDefault("--limit", "600"))));
    }
}
