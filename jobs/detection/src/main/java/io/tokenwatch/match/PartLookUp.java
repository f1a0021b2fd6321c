package io.tokenwatch.match;

import io.tokenwatch.event.Field;
import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.selection.Likeness;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * By texts that lie in a text: at its start, at its end, somewhere, or, without regard to case, from end to end. Remembers where texts led, as user
 * agents and such come again and again; threads may share it, an answer is immutable, and whichever of two is kept, both are right.
 */
final class PartLookUp implements LookUp {
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Answer(String value, Branch[] to) {}

    private static final Branch[] NOWHERE = {};
    private static final int ANSWERS = 64;
    private static final int LONGEST = 256;

    private final Field field;
    private final PartFinder finder;
    private final Likeness[] likenesses;
    private final Branch[] branches;
    private final @Nullable Answer[] answers = new @Nullable Answer[ANSWERS];

    PartLookUp(Field field, Map<Likeness, Branch> byLikeness) {
        this.field = field;
        likenesses = byLikeness.keySet().toArray(Likeness[]::new);
        branches = Arrays.stream(likenesses).map(byLikeness::get).toArray(Branch[]::new);
        finder = new PartFinder(Arrays.stream(likenesses).map(Likeness::part).toList());
    }

    @Override
    public void match(TokenEvent event, Matches found) {
        if (field.type().isTexts()) {
            String[] values = event.texts(field);
            if (values != null) {
                for (String value : values) {
                    follow(value, event, found);
                }
            }
            return;
        }
        long lies = event.lying(field);
        if (lies != 0 && !finder.isIn(event.line(), (int) (lies >>> 32), (int) lies)) {
            return;
        }
        String value = event.text(field);
        if (value != null) {
            follow(value, event, found);
        }
    }

    private void follow(String value, TokenEvent event, Matches found) {
        for (Branch branch : led(value)) {
            branch.match(event, found);
        }
    }

    private Branch[] led(String value) {
        if (value.length() > LONGEST) {
            return search(value);
        }
        int hash = value.hashCode();
        int place = (hash ^ (hash >>> 16)) & (ANSWERS - 1);
        Answer answer = answers[place];
        if (answer == null || !answer.value().equals(value)) {
            answer = new Answer(value, search(value));
            answers[place] = answer;
        }
        return answer.to();
    }

    private Branch[] search(String value) {
        BitSet parts = new BitSet();
        int state = finder.start();
        for (int i = 0; i < value.length() && !finder.isDead(state); i++) {
            state = finder.next(state, value.charAt(i));
            note(state, parts);
        }
        note(finder.end(state), parts);
        List<Branch> to = new ArrayList<>();
        for (int part = parts.nextSetBit(0); part >= 0; part = parts.nextSetBit(part + 1)) {
            if (likenesses[part].test(value)) {
                to.add(branches[part]);
            }
        }
        return to.isEmpty() ? NOWHERE : to.toArray(Branch[]::new);
    }

    private void note(int state, BitSet parts) {
        for (int part : finder.found(state)) {
            parts.set(part);
        }
    }
}
