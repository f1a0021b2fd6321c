package io.tokenwatch.bench.oracle;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tokenwatch.bench.contest.Contestant;
import io.tokenwatch.bench.contest.Hit;
import io.tokenwatch.bench.workload.Workload;
import java.util.HashSet;
import java.util.Set;

/**
 * The limit: what one thread on a plain heap can do if it is written for these five detections only. Exact in any order
 * of arrival and for any lateness within 24 days of the first event; nothing is forgotten, so memory grows with the
 * number of tokens. Allocates per hit, not per event. Keys are 64-bit hashes, see {@link Hash64}.
 */
public final class Pb1Oracle implements Contestant {
    private static final int BURST = 100;
    private static final int MINUTE = 60_000;
    /** Rows to start with, at most; tables grow from there. */
    private static final int MOST_EXPECTED = 1 << 18;

    @Override
    public String name() {
        return "oracle";
    }

    @Override
    public Set<Hit> run(Workload workload) {
        Judge judge = new Judge((int) Math.min(MOST_EXPECTED, workload.events()));
        for (Workload.Chunk chunk : workload.chunks()) {
            judge.judge(chunk);
        }
        return judge.hits;
    }

    private static final class Judge {
        final Set<Hit> hits = new HashSet<>();

        private final LineScanner line = new LineScanner();
        private final TokenUses uses;
        private final RefreshReuse refreshes;
        private final LongSet issuances;
        private final LongSet clientScopes;
        private final LongCounts issuancesPerMinute;
        private long zero = Long.MIN_VALUE;

        Judge(int expected) {
            uses = new TokenUses(expected);
            refreshes = new RefreshReuse(expected / 2);
            issuances = new LongSet(expected);
            clientScopes = new LongSet(expected / 8);
            issuancesPerMinute = new LongCounts(expected / 8);
        }

        void judge(Workload.Chunk chunk) {
            byte[] b = chunk.bytes();
            int at = 0;
            while (at < chunk.length()) {
                at = line.scan(b, at);
                if (line.type == LineScanner.VALIDATED) {
                    if (line.success) {
                        tokenHits(b, uses.used(token(b), time(), line.asn));
                    }
                } else if (line.type == LineScanner.ISSUED) {
                    issued(b);
                } else if (line.type == LineScanner.REFRESHED) {
                    if (line.success && refreshes.presented(token(b), time(), event(b))) {
                        hits.add(new Hit("D5", text(b, line.tokenAt, line.tokenLength)));
                    }
                } else if (line.type == LineScanner.REVOKED) {
                    tokenHits(b, uses.revoked(token(b), time()));
                }
            }
        }

        private void tokenHits(byte[] b, int seen) {
            if ((seen & TokenUses.USED_AFTER_REVOCATION) != 0) {
                hits.add(new Hit("D1", text(b, line.tokenAt, line.tokenLength)));
            }
            if ((seen & TokenUses.TWO_NETWORKS) != 0) {
                hits.add(new Hit("D2", text(b, line.tokenAt, line.tokenLength)));
            }
        }

        private void issued(byte[] b) {
            if (!issuances.add(event(b))) {
                return;
            }
            long client = Hash64.of(b, line.clientAt, line.clientLength);
            if (line.scopeAt >= 0) {
                scopes(b, client);
            }
            long minute = Math.floorDiv(line.time, MINUTE);
            if (issuancesPerMinute.increment(Hash64.of(client, minute)) == BURST) {
                hits.add(new Hit("D4", text(b, line.clientAt, line.clientLength)));
            }
        }

        private void scopes(byte[] b, long client) {
            int p = line.scopeAt;
            while (b[p] == '"') {
                int end = LineScanner.quote(b, p + 1);
                int length = end - p - 1;
                if (clientScopes.add(Hash64.of(client, Hash64.of(b, p + 1, length)))) {
                    hits.add(Hit.ofScope(text(b, line.clientAt, line.clientLength), text(b, p + 1, length)));
                }
                p = b[end + 1] == ',' ? end + 2 : end + 1;
            }
        }

        private long token(byte[] b) {
            return Hash64.of(b, line.tokenAt, line.tokenLength);
        }

        private long event(byte[] b) {
            return Hash64.of(b, line.idAt, line.idLength);
        }

        /** Milliseconds after the first event, which fit an int for 24 days. */
        private int time() {
            if (zero == Long.MIN_VALUE) {
                zero = line.time;
            }
            return Math.toIntExact(line.time - zero);
        }

        private static String text(byte[] b, int at, int length) {
            return new String(b, at, length, UTF_8);
        }
    }
}
