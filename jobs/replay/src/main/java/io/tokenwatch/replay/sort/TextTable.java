package io.tokenwatch.replay.sort;

import io.tokenwatch.state.BytesIn;
import io.tokenwatch.state.BytesOut;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Texts, and lists of them, each kept once and named by its number: most of what an audit log says, it says again. */
final class TextTable implements Wording {
    /** What a text costs beside its characters, and an element of a list, in bytes of memory. */
    private static final int COST = 120;

    private static final int ELEMENT = 8;

    /** So many texts are found without a look-up, if it is the same String again: readers hand out one for a text. */
    private static final int RECENT = 1 << 11;

    /** Multiplied, every bit of a hash moves the upper ones, which choose the place. */
    private static final int SPREAD = 0x9E3779B9;

    private static final int RECENT_SHIFT = 1 + Integer.numberOfLeadingZeros(RECENT);

    private final Map<String, Integer> numbers = new HashMap<>();
    private final Map<List<String>, Integer> listNumbers = new HashMap<>();
    private final List<String> texts = new ArrayList<>();
    private final List<String[]> lists = new ArrayList<>();
    private long memory;
    private final @Nullable String[] recent;
    private final int[] recentNumbers;
    private final String[] @Nullable [] recentLists;
    private final int[] recentListNumbers;

    /** One in which a text is looked for. */
    TextTable() {
        this(RECENT);
    }

    private TextTable(int remembered) {
        recent = new @Nullable String[remembered];
        recentNumbers = new int[remembered];
        recentLists = new String[remembered] @Nullable [];
        recentListNumbers = new int[remembered];
    }

    /** One to which texts are appended, and in which they are found by their numbers alone. */
    static TextTable ofNumbers() {
        return new TextTable(0);
    }

    @SuppressWarnings("ReferenceEquality") // another one with the same letters is looked up
    int number(String text) {
        int place = (text.hashCode() * SPREAD) >>> RECENT_SHIFT;
        if (recent[place] == text) {
            return recentNumbers[place];
        }
        int beside = place ^ 1;
        if (recent[beside] == text) {
            return recentNumbers[beside];
        }
        Integer known = numbers.get(text);
        int number = known == null ? append(text) : known;
        if (known == null) {
            numbers.put(text, number);
        }
        recent[beside] = recent[place];
        recentNumbers[beside] = recentNumbers[place];
        recent[place] = text;
        recentNumbers[place] = number;
        return number;
    }

    /** @param list which nobody changes */
    @SuppressWarnings("ReferenceEquality") // another one with the same texts is looked up
    int number(String... list) {
        int ends = 31 * list[0].hashCode() + list[list.length - 1].hashCode();
        int place = ((ends + list.length) * SPREAD) >>> RECENT_SHIFT;
        if (recentLists[place] == list) {
            return recentListNumbers[place];
        }
        int beside = place ^ 1;
        if (recentLists[beside] == list) {
            return recentListNumbers[beside];
        }
        Integer known = listNumbers.get(Arrays.asList(list));
        int number = known == null ? append(list) : known;
        if (known == null) {
            listNumbers.put(Arrays.asList(list), number);
        }
        recentLists[beside] = recentLists[place];
        recentListNumbers[beside] = recentListNumbers[place];
        recentLists[place] = list;
        recentListNumbers[place] = number;
        return number;
    }

    @Override
    public void write(String text, BytesOut out) {
        out.writeVarint(number(text));
    }

    @Override
    public String readText(BytesIn in) {
        return text(in.readInt());
    }

    @Override
    public void write(String[] list, BytesOut out) {
        out.writeVarint(number(list));
    }

    @Override
    public String[] readList(BytesIn in) {
        return list(in.readInt());
    }

    /** Adds what is known not to be there; it is found by its number alone. */
    int append(String text) {
        texts.add(text);
        memory += COST + text.length();
        return texts.size() - 1;
    }

    int append(String[] list) {
        lists.add(list);
        memory += COST + (long) ELEMENT * list.length;
        return lists.size() - 1;
    }

    String text(int number) {
        return texts.get(number);
    }

    /** Not to be changed. */
    String[] list(int number) {
        return lists.get(number);
    }

    int texts() {
        return texts.size();
    }

    int lists() {
        return lists.size();
    }

    /** About so many bytes of memory. */
    long memory() {
        return memory;
    }
}
