package io.tokenwatch.match;

import io.tokenwatch.event.Field;
import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.selection.Likeness;
import io.tokenwatch.selection.RecentAnswers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;

/** By texts that lie in a text: at its start, at its end, somewhere, or, without regard to case, from end to end. */
final class PartLookUp extends ValueLookUp {
    private static final int ANSWERS = 128;

    private final PartFinder finder;
    private final Likeness[] likenesses;
    private final Branch[] branches;
    /** Where texts have led. */
    private final RecentAnswers<Branch[]> led = new RecentAnswers<>(ANSWERS, this::search);

    PartLookUp(Field field, Map<Likeness, Branch> byLikeness) {
        super(field);
        likenesses = byLikeness.keySet().toArray(Likeness[]::new);
        branches = Arrays.stream(likenesses).map(byLikeness::get).toArray(Branch[]::new);
        finder = new PartFinder(Arrays.stream(likenesses).map(Likeness::part).toList());
    }

    @Override
    void match(TokenEvent event, SelectionSet found) {
        long lies = event.lying(field);
        if (lies != 0 && !finder.isIn(event.line(), (int) (lies >>> 32), (int) lies)) {
            return; // without making a String of it
        }
        String value = event.text(field);
        if (value != null) {
            follow(value, event, found);
        }
    }

    @Override
    void follow(String value, TokenEvent event, SelectionSet found) {
        Branch.match(led.of(value), event, found);
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
        return to.isEmpty() ? Branch.NOWHERE : to.toArray(Branch[]::new);
    }

    private void note(int state, BitSet parts) {
        for (int part : finder.found(state)) {
            parts.set(part);
        }
    }
}
