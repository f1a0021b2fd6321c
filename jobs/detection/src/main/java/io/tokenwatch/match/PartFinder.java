package io.tokenwatch.match;

import io.tokenwatch.event.FieldType;
import io.tokenwatch.selection.ValuePart;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Finds all of many texts within another in one pass over it, without regard to case: the automaton of Aho and Corasick ("Efficient string
 * matching", CACM 18(6), 1975), with a table in place of failure links, and signs for the start and the end of the text. Immutable.
 */
final class PartFinder {
    /** Signs besides the characters of the parts; {@link #OTHER} are all other characters. */
    private static final int OTHER = 0;

    private static final int START = 1;
    private static final int END = 2;
    private static final int SIGNS = 3;

    private static final int FOUND = -1;
    private static final int DEAD = -2;

    private static final int ROOT = 0;
    private static final int ASCII = 128;

    private final int[] signOfAscii = new int[ASCII];
    /** The folded characters of the parts beyond ASCII, sorted. */
    private final char[] further;

    private final int signs;
    private final int firstFurther;
    /** Per state and sign the next state. */
    private final int[] next;
    /** Per state the parts that end there. */
    private final int[][] ending;
    /** Nothing is found any more from the root on: all parts are at the start. */
    private final boolean rootIsDead;
    /** As {@link #next}, for {@link #isIn}: where the signs of the next state begin, or one of the following. */
    private final int[] scan;

    PartFinder(List<ValuePart> parts) {
        char[] characters = characters(parts);
        int ascii = (int) new String(characters).chars().filter(c -> c < ASCII).count();
        for (char c = 0; c < ASCII; c++) {
            int place = Arrays.binarySearch(characters, 0, ascii, FieldType.folded(c));
            signOfAscii[c] = place < 0 ? OTHER : SIGNS + place;
        }
        further = Arrays.copyOfRange(characters, ascii, characters.length);
        firstFurther = SIGNS + ascii;
        signs = SIGNS + characters.length;
        List<SortedMap<Integer, Integer>> trie = new ArrayList<>(List.of(new TreeMap<>()));
        List<List<Integer>> ends = new ArrayList<>(List.of(new ArrayList<>()));
        for (int part = 0; part < parts.size(); part++) {
            int state = ROOT;
            for (int sign : signs(parts.get(part))) {
                Integer to = trie.get(state).get(sign);
                if (to == null) {
                    to = trie.size();
                    trie.get(state).put(sign, to);
                    trie.add(new TreeMap<>());
                    ends.add(new ArrayList<>());
                }
                state = to;
            }
            ends.get(state).add(part);
        }
        rootIsDead = trie.get(ROOT).keySet().equals(Set.of(START));
        next = new int[trie.size() * signs];
        link(trie, ends);
        ending = ends.stream()
                .map(list -> list.stream().mapToInt(part -> part).toArray())
                .toArray(int[][]::new);
        scan = Arrays.stream(next)
                .map(state -> ending[state].length > 0 ? FOUND : isDead(state) ? DEAD : state * signs)
                .toArray();
    }

    /** Breadth first, so that what a state falls back to, which is shorter, is known before it. */
    private void link(List<SortedMap<Integer, Integer>> trie, List<List<Integer>> ends) {
        int[] fallback = new int[trie.size()];
        Deque<Integer> waiting = new ArrayDeque<>(List.of(ROOT));
        while (!waiting.isEmpty()) {
            int state = waiting.remove();
            if (state != ROOT) {
                ends.get(state).addAll(ends.get(fallback[state]));
                System.arraycopy(next, fallback[state] * signs, next, state * signs, signs);
            }
            trie.get(state).forEach((sign, to) -> {
                fallback[to] = next[state * signs + sign]; // as yet that of what the state falls back to
                next[state * signs + sign] = to;
                waiting.add(to);
            });
        }
    }

    private static char[] characters(List<ValuePart> parts) {
        return parts.stream()
                .flatMapToInt(part -> part.folded().chars())
                .sorted()
                .distinct()
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString()
                .toCharArray();
    }

    private int[] signs(ValuePart part) {
        int[] all = new int[part.folded().length() + 2];
        int size = 0;
        if (part.atStart()) {
            all[size++] = START;
        }
        for (int i = 0; i < part.folded().length(); i++) {
            all[size++] = sign(part.folded().charAt(i));
        }
        if (part.atEnd()) {
            all[size++] = END;
        }
        return Arrays.copyOf(all, size);
    }

    private int sign(char c) {
        if (c < ASCII) {
            return signOfAscii[c];
        }
        char folded = FieldType.folded(c);
        if (folded < ASCII) {
            return signOfAscii[folded];
        }
        int place = Arrays.binarySearch(further, folded);
        return place < 0 ? OTHER : firstFurther + place;
    }

    /** Where a text begins. */
    int start() {
        return next[ROOT * signs + START];
    }

    /** Where it is one character further. */
    int next(int state, char c) {
        return next[state * signs + sign(c)];
    }

    /** Where it is at the end of the text. */
    int end(int state) {
        return next[state * signs + END];
    }

    /** The numbers of the parts that end there. */
    int[] found(int state) {
        return ending[state];
    }

    /** Whether nothing more will be found, whatever follows. */
    boolean isDead(int state) {
        return rootIsDead && state == ROOT;
    }

    /** Whether any part is in the ASCII text that lies there. */
    boolean isIn(byte[] line, int from, int length) {
        int at = scan[ROOT * signs + START];
        for (int i = from; i < from + length && at >= 0; i++) {
            at = scan[at + signOfAscii[line[i]]];
        }
        return at == FOUND || (at >= 0 && scan[at + END] == FOUND);
    }
}
