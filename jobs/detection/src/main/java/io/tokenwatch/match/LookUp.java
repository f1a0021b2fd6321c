package io.tokenwatch.match;

import io.tokenwatch.event.Field;
import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.selection.Likeness;
import io.tokenwatch.selection.Network;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Leads to the {@link Branch Branches} of the event's value in one field. A class, which is called quicker than an interface. */
abstract class LookUp {
    final Field field;

    LookUp(Field field) {
        this.field = field;
    }

    abstract void match(TokenEvent event, SelectionSet found);

    /** See {@link Branch#settle}: where the value is the same for all such events, what it leads to; else the look-up is left. */
    void settle(Situation.Settled settled) {
        if (settled.event.has(field)) {
            settled.lookUps.add(this);
        }
    }

    /** One for each kind of what the field is asked for, see {@link io.tokenwatch.selection.Required}. */
    static List<LookUp> of(Field field, Map<Object, Branch> branches) {
        Map<Object, Branch> byValue = new LinkedHashMap<>();
        Map<Likeness, Branch> byLikeness = new LinkedHashMap<>();
        Map<Network, Branch> byNetwork = new LinkedHashMap<>();
        branches.forEach((asked, branch) -> {
            if (asked instanceof Likeness likeness) {
                byLikeness.put(likeness, branch);
            } else if (asked instanceof Network network) {
                byNetwork.put(network, branch);
            } else {
                byValue.put(asked, branch);
            }
        });
        List<LookUp> lookUps = new ArrayList<>();
        if (!byValue.isEmpty()) {
            lookUps.add(
                    field.type().isNumber()
                            ? new NumberLookUp(field, byValue)
                            : ofTexts(new TextLookUp(field, byValue)));
        }
        if (!byLikeness.isEmpty()) {
            lookUps.add(ofTexts(new PartLookUp(field, byLikeness)));
        }
        if (!byNetwork.isEmpty()) {
            lookUps.add(ofTexts(new NetworkLookUp(field, byNetwork)));
        }
        return lookUps;
    }

    private static LookUp ofTexts(ValueLookUp lookUp) {
        return lookUp.field.type().isTexts() ? new ElementLookUp(lookUp) : lookUp;
    }
}
