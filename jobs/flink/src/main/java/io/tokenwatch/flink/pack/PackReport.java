package io.tokenwatch.flink.pack;

import io.tokenwatch.event.Field;
import io.tokenwatch.flink.elasticsearch.DocumentWrite;
import io.tokenwatch.pack.Verdict;
import io.tokenwatch.rule.Digest;
import io.tokenwatch.rule.Evaluability;
import io.tokenwatch.rule.PackLog;
import io.tokenwatch.rule.PackLog.Tenure;
import io.tokenwatch.rule.Rule;
import io.tokenwatch.yaml.Fault;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Tells people what becomes of packs: a document for each, which changes as it does, and a line when it does. One subtask's work. */
public final class PackReport {
    private final String runId;
    private final Set<Field> supplied;
    private final PackStatus status;
    private final Map<String, PackStatus.State> told = new HashMap<>();
    private final List<DocumentWrite> waiting = new ArrayList<>();
    private boolean started;

    /** @param supplied the fields that events can have */
    public PackReport(String runId, Set<Field> supplied) {
        this.runId = runId;
        this.supplied = supplied;
        this.status = new PackStatus(runId);
    }

    /** A pack was accepted or refused. What was so before the start makes no line. */
    public void heard(PackRecord record, Verdict verdict, long now) {
        if (verdict.accepted()) {
            say("pack %s accepted, in force for events from %s on"
                    .formatted(verdict.hash(), Instant.ofEpochMilli(verdict.effectiveFrom())));
            return;
        }
        String name = verdict.hash().isEmpty()
                ? Digest.hex128(new String(record.json(), StandardCharsets.ISO_8859_1))
                : verdict.hash();
        String id = "pack-" + name + "-" + verdict.effectiveFrom();
        if (told.put(id, PackStatus.State.REFUSED) == null) {
            waiting.add(status.document(id, PackStatus.State.REFUSED, verdict, 0, now));
            Fault first = verdict.faults().get(0);
            int more = verdict.faults().size() - 1;
            say("pack %s refused, the one in force stays: %s: %s%s"
                    .formatted(name, first.place(), first.message(), more == 0 ? "" : " (and " + more + " more)"));
        }
    }

    /** The documents that have become due. */
    public List<DocumentWrite> due(PackLog log, long now) {
        Tenure current = log.at(now);
        boolean superseded = true;
        for (Tenure tenure : log.tenures()) {
            boolean inForce = tenure.number() == current.number();
            superseded &= !inForce;
            PackStatus.State state = inForce
                    ? PackStatus.State.IN_FORCE
                    : superseded ? PackStatus.State.SUPERSEDED : PackStatus.State.ACCEPTED;
            boolean base = tenure.from() == Long.MIN_VALUE;
            String id = base ? "pack-base" : "pack-" + tenure.pack().hash() + "-" + tenure.from();
            if (told.put(id, state) != state) {
                Verdict verdict = new Verdict(tenure.pack().hash(), base ? 0 : tenure.from(), List.of(), false);
                waiting.add(status.document(
                        id, state, verdict, tenure.pack().active().size(), now));
                if (inForce) {
                    rules(tenure, now);
                }
                if (inForce && !base) {
                    say("pack %s is in force since %s: %d rules"
                            .formatted(
                                    tenure.pack().hash(),
                                    Instant.ofEpochMilli(tenure.from()),
                                    tenure.pack().active().size()));
                }
            }
        }
        started = true;
        List<DocumentWrite> due = List.copyOf(waiting);
        waiting.clear();
        return due;
    }

    /** What becomes of each rule now in force. */
    private void rules(Tenure tenure, long now) {
        for (Rule rule : tenure.pack().active()) {
            List<String> lacks = Evaluability.lacks(rule, supplied).stream()
                    .map(Field::fieldName)
                    .toList();
            waiting.add(status.rule(rule, lacks, tenure.pack().hash(), now));
            if (!lacks.isEmpty()) {
                PackNews.say(runId, PackStatus.notEvaluable(rule, lacks));
            }
        }
    }

    private void say(String line) {
        if (started) {
            PackNews.say(runId, line);
        }
    }
}
