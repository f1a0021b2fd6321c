package io.tokenwatch.engine;

import io.tokenwatch.state.BytesIn;
import java.util.function.IntConsumer;

/** Which rules a routed record is for. */
public final class Matched {
    private Matched() {}

    /** Their numbers in the plan. */
    public static void rules(Routed routed, IntConsumer out) {
        BytesIn in = new BytesIn(routed.payload, 0, routed.length);
        for (int left = in.readInt(); left > 0; left--) {
            out.accept(in.readInt());
            in.readInt(); // its steps
        }
    }
}
