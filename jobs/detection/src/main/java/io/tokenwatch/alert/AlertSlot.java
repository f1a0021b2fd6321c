package io.tokenwatch.alert;

import io.tokenwatch.detector.Finding;
import io.tokenwatch.event.Field;
import io.tokenwatch.rule.Editions;
import io.tokenwatch.rule.Mode;
import io.tokenwatch.rule.Rule;
import io.tokenwatch.state.BytesIn;
import io.tokenwatch.state.BytesOut;
import java.util.ArrayList;
import java.util.List;

/**
 * Which alert a finding belongs to, within a rule and key.
 *
 * @param by the captures whose values {@code extra} are
 * @param bucket where the suppression bucket begins, ms since the epoch
 * @param shadow whether the edition in force was in shadow mode: such findings are told elsewhere
 */
record AlertSlot(List<Integer> by, List<Object> extra, long bucket, boolean shadow) {
    static AlertSlot of(Finding finding, Editions editions) {
        Rule rule = editions.describing(finding.time());
        List<Object> extra = new ArrayList<>(rule.suppression().extra().size());
        for (int capture : rule.suppression().extra()) {
            Field field = rule.captures().get(capture);
            Object value = finding.trigger().value(capture, field);
            extra.add(
                    value instanceof String[] many
                            ? String.join(" ", many)
                            : value instanceof String text ? field.type().folded(text) : value == null ? "" : value);
        }
        return new AlertSlot(
                rule.suppression().extra(), extra, editions.bucket(finding.time()), rule.mode() == Mode.SHADOW);
    }

    void encode(BytesOut out) {
        new Subject("", extra).encode(out);
        out.writeVarint(by.size());
        by.forEach(out::writeVarint);
        out.writeByte(shadow ? 1 : 0);
        out.writeSigned(bucket);
    }

    static AlertSlot decode(BytesIn in) {
        List<Object> extra = Subject.decode(in).values();
        List<Integer> by = new ArrayList<>();
        for (int i = in.readInt(); i > 0; i--) {
            by.add(in.readInt());
        }
        boolean shadow = in.readByte() == 1;
        return new AlertSlot(by, extra, in.readSigned(), shadow);
    }
}
