package io.tokenwatch.bench.oracle;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tokenwatch.bench.contest.Contestant;
import io.tokenwatch.bench.contest.Hit;
import io.tokenwatch.bench.workload.Workload;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The same five detections as an experienced engineer writes them by hand for one thread and the heap: a scanner made for the
 * format, ordinary collections, texts as keys. No state survives a crash. This is the oracle that ratios refer to; how much
 * faster code gets that gives up texts and collections shows {@link Pb1Oracle}.
 */
public final class PlainOracle implements Contestant {
    private static final long HOUR = 3_600_000;
    private static final long FIVE_MINUTES = 300_000;
    private static final int BURST = 100;

    private record Use(long time, int asn) {}

    private record Refresh(long time, String event) {}

    private static final class Token {
        private final List<Long> revocations = new ArrayList<>(0);
        private final List<Use> uses = new ArrayList<>(4);
        private final List<Refresh> refreshes = new ArrayList<>(0);
    }

    private record ClientMinute(String client, long minute) {}

    @Override
    public String name() {
        return "plain oracle";
    }

    @Override
    public Set<Hit> run(Workload workload) {
        Judge judge = new Judge();
        for (Workload.Chunk chunk : workload.chunks()) {
            judge.judge(chunk);
        }
        return judge.hits;
    }

    private static final class Judge {
        private final Set<Hit> hits = new HashSet<>();
        private final Map<String, Token> tokens = new HashMap<>();
        private final Map<String, Set<String>> scopes = new HashMap<>();
        private final Map<ClientMinute, Set<String>> issuances = new HashMap<>();
        private final LineScanner line = new LineScanner();

        void judge(Workload.Chunk chunk) {
            byte[] b = chunk.bytes();
            for (int at = 0; at < chunk.length(); ) {
                at = line.scan(b, at);
                if (line.type == LineScanner.VALIDATED && line.success) {
                    used(text(b, line.tokenAt, line.tokenLength));
                } else if (line.type == LineScanner.ISSUED) {
                    issued(b);
                } else if (line.type == LineScanner.REFRESHED && line.success) {
                    refreshed(text(b, line.tokenAt, line.tokenLength), text(b, line.idAt, line.idLength));
                } else if (line.type == LineScanner.REVOKED) {
                    revoked(text(b, line.tokenAt, line.tokenLength));
                }
            }
        }

        private void used(String id) {
            Token token = tokens.computeIfAbsent(id, key -> new Token());
            for (long revoked : token.revocations) {
                if (line.time > revoked && line.time - revoked <= HOUR) {
                    hits.add(new Hit("D1", id));
                }
            }
            if (line.asn != LineScanner.NO_ASN) {
                for (Use use : token.uses) {
                    if (use.asn != line.asn && Math.abs(use.time - line.time) <= FIVE_MINUTES) {
                        hits.add(new Hit("D2", id));
                    }
                }
            }
            token.uses.add(new Use(line.time, line.asn));
        }

        private void revoked(String id) {
            Token token = tokens.computeIfAbsent(id, key -> new Token());
            for (Use use : token.uses) {
                if (use.time > line.time && use.time - line.time <= HOUR) {
                    hits.add(new Hit("D1", id));
                }
            }
            token.revocations.add(line.time);
        }

        private void refreshed(String id, String event) {
            Token token = tokens.computeIfAbsent(id, key -> new Token());
            for (Refresh refresh : token.refreshes) {
                if (!refresh.event.equals(event) && Math.abs(refresh.time - line.time) <= HOUR) {
                    hits.add(new Hit("D5", id));
                }
            }
            token.refreshes.add(new Refresh(line.time, event));
        }

        private void issued(byte[] b) {
            String client = text(b, line.clientAt, line.clientLength);
            Set<String> known = scopes.computeIfAbsent(client, key -> new HashSet<>());
            for (int p = line.scopeAt; p > 0 && b[p] == '"'; ) {
                int end = LineScanner.quote(b, p + 1);
                String scope = text(b, p + 1, end - p - 1);
                if (known.add(scope)) {
                    hits.add(Hit.ofScope(client, scope));
                }
                p = b[end + 1] == ',' ? end + 2 : end + 1;
            }
            Set<String> events = issuances.computeIfAbsent(
                    new ClientMinute(client, Math.floorDiv(line.time, 60_000L)), key -> new HashSet<>(4));
            if (events.add(text(b, line.idAt, line.idLength)) && events.size() >= BURST) {
                hits.add(new Hit("D4", client));
            }
        }

        private static String text(byte[] b, int at, int length) {
            return new String(b, at, length, UTF_8);
        }
    }
}
