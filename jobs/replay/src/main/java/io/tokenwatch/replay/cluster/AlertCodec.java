package io.tokenwatch.replay.cluster;

import io.tokenwatch.alert.Alert;
import io.tokenwatch.alert.AlertEvidence;
import io.tokenwatch.detector.Fact;
import io.tokenwatch.rule.Level;
import io.tokenwatch.rule.PackLog;
import io.tokenwatch.rule.Rule;
import io.tokenwatch.state.BytesIn;
import io.tokenwatch.state.BytesOut;
import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Writes alerts for whoever has the same packs: a rule is the number that it has in them. */
@SuppressWarnings("EnumOrdinal") // only this version reads what it wrote
final class AlertCodec {
    private static final Level[] LEVELS = Level.values();
    private static final Alert.Status[] STATUS = Alert.Status.values();

    /** What a value is written as. */
    private enum Form {
        TEXT,
        NUMBER,
        DECIMAL,
        FLAG,
        TEXTS
    }

    private static final Form[] FORMS = Form.values();

    private final List<Rule> rules = new ArrayList<>();
    private final Map<Rule, Integer> numbers = new IdentityHashMap<>();

    AlertCodec(PackLog log) {
        log.tenures().forEach(tenure -> tenure.pack().rules().forEach(rule -> {
            if (numbers.putIfAbsent(rule, rules.size()) == null) {
                rules.add(rule);
            }
        }));
    }

    /** @throws IllegalStateException if the rule is of none of the packs */
    void write(Alert alert, BytesOut out) {
        Integer rule = numbers.get(alert.rule());
        if (rule == null) {
            throw new IllegalStateException(
                    "no pack has the rule " + alert.rule().id());
        }
        out.writeText(alert.id());
        out.writeVarint(rule);
        out.writeByte(alert.level().ordinal());
        out.writeText(alert.tenant());
        write(alert.key(), out);
        out.writeSigned(alert.bucketStart());
        out.writeSigned(alert.bucketEnd());
        out.writeSigned(alert.time());
        out.writeSigned(alert.lastTime());
        out.writeVarint(alert.count());
        out.writeByte(alert.estimated() ? 1 : 0);
        out.writeByte(alert.truncated() ? 1 : 0);
        out.writeVarint(alert.facts().size());
        for (Fact fact : alert.facts()) {
            out.writeText(fact.feature());
            out.writeText(fact.observed());
            out.writeText(fact.expected());
            out.writeByte(fact.kind().code());
        }
        out.writeVarint(alert.evidence().size());
        for (AlertEvidence event : alert.evidence()) {
            out.writeSigned(event.time());
            out.writeText(event.eventId());
            out.writeText(event.role());
            out.writeText(event.rawRef());
            write(event.values(), out);
        }
        out.writeByte(alert.status().ordinal());
        out.writeVarint(alert.revision());
    }

    Alert read(BytesIn in) {
        return new Alert(
                in.readText(),
                rules.get(in.readInt()),
                LEVELS[in.readByte()],
                in.readText(),
                values(in),
                in.readSigned(),
                in.readSigned(),
                in.readSigned(),
                in.readSigned(),
                in.readVarint(),
                in.readByte() == 1,
                in.readByte() == 1,
                facts(in),
                evidence(in),
                STATUS[in.readByte()],
                in.readInt());
    }

    private static List<Fact> facts(BytesIn in) {
        List<Fact> facts = new ArrayList<>();
        for (int i = in.readInt(); i > 0; i--) {
            facts.add(new Fact(in.readText(), in.readText(), in.readText(), Fact.Kind.of(in.readByte())));
        }
        return List.copyOf(facts);
    }

    private static List<AlertEvidence> evidence(BytesIn in) {
        List<AlertEvidence> evidence = new ArrayList<>();
        for (int i = in.readInt(); i > 0; i--) {
            evidence.add(new AlertEvidence(in.readSigned(), in.readText(), in.readText(), in.readText(), values(in)));
        }
        return List.copyOf(evidence);
    }

    private static void write(SortedMap<String, Object> values, BytesOut out) {
        out.writeVarint(values.size());
        values.forEach((name, value) -> {
            out.writeText(name);
            write(value, out);
        });
    }

    private static void write(Object value, BytesOut out) {
        if (value instanceof Long number) {
            out.writeByte(Form.NUMBER.ordinal());
            out.writeSigned(number);
        } else if (value instanceof Double number) {
            out.writeByte(Form.DECIMAL.ordinal());
            out.writeLong(Double.doubleToRawLongBits(number));
        } else if (value instanceof Boolean flag) {
            out.writeByte(Form.FLAG.ordinal());
            out.writeByte(flag ? 1 : 0);
        } else if (value instanceof Collection<?> many) {
            out.writeByte(Form.TEXTS.ordinal());
            out.writeVarint(many.size());
            many.forEach(one -> out.writeText(one.toString()));
        } else {
            out.writeByte(Form.TEXT.ordinal());
            out.writeText(value.toString());
        }
    }

    private static SortedMap<String, Object> values(BytesIn in) {
        SortedMap<String, Object> values = new TreeMap<>();
        for (int i = in.readInt(); i > 0; i--) {
            String name = in.readText();
            values.put(name, value(in));
        }
        return values;
    }

    private static Object value(BytesIn in) {
        return switch (FORMS[in.readByte()]) {
            case TEXT -> in.readText();
            case NUMBER -> in.readSigned();
            case DECIMAL -> Double.longBitsToDouble(in.readLong());
            case FLAG -> in.readByte() == 1;
            case TEXTS -> {
                List<String> texts = new ArrayList<>();
                for (int i = in.readInt(); i > 0; i--) {
                    texts.add(in.readText());
                }
                yield List.copyOf(texts);
            }
        };
    }
}
