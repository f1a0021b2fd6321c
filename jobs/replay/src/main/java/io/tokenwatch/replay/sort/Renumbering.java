package io.tokenwatch.replay.sort;

import java.util.Arrays;

/** Which number a text of one table has in another, where it gets one when it is first asked for. */
final class Renumbering {
    private final TextTable from;
    private final TextTable to;
    /** One more than the number; 0 for none yet. */
    private int[] texts = {};

    private int[] lists = {};

    Renumbering(TextTable from, TextTable to) {
        this.from = from;
        this.to = to;
    }

    int ofText(int number) {
        if (number >= texts.length) {
            texts = Arrays.copyOf(texts, Math.max(number + 1, Math.min(from.texts(), 2 * texts.length + 64)));
        }
        if (texts[number] == 0) {
            texts[number] = to.append(from.text(number)) + 1;
        }
        return texts[number] - 1;
    }

    int ofList(int number) {
        if (number >= lists.length) {
            lists = Arrays.copyOf(lists, Math.max(number + 1, Math.min(from.lists(), 2 * lists.length + 64)));
        }
        if (lists[number] == 0) {
            lists[number] = to.append(from.list(number)) + 1;
        }
        return lists[number] - 1;
    }
}
