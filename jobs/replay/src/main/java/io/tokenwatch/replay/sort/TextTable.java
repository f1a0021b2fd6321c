package io.tokenwatch.replay.sort;

import io.tokenwatch.state.BytesIn;
import io.tokenwatch.state.BytesOut;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Texts, and lists of them, each kept once and named by its number: most of what an audit log says, it says again. */
final class TextTable implements Wording {
    /** What a text costs beside its characters, and an element of a list, in bytes of memory. */
    private static final int COST = 120;

    private static final int ELEMENT = 8;

    /** So many texts are found without a look-up, if it is the same String again: readers hand out one for a text. */
    private static final int RECENT = 1 << 11;

    private final Map<String, Integer> numbers = new HashMap<>();
    private final Map<List<String>, Integer> listNumbers = new HashMap<>();
    private final List<String> texts = new ArrayList<>();
    private final List<String[]> lists = new ArrayList<>();
    private long memory;
    private final Recent<String> recent;
    private final Recent<String[]> recentLists;

    /** One in which a text is looked for. */
    TextTable() {
        this(RECENT);
    }

    private TextTable(int remembered) {
        recent = new Recent<>(remembered);
        recentLists = new Recent<>(remembered);
    }

    /** One to which texts are appended, and in which they are found by their numbers alone. */
    static TextTable ofNumbers() {
        return new TextTable(0);
    }

    int number(String text) {
        int at = recent.find(text, text.hashCode());
        if (at != Recent.NONE) {
            return (int) recent.number(at);
        }
        Integer known = numbers.get(text);
        int number = known == null ? append(text) : known;
        if (known == null) {
            numbers.put(text, number);
        }
        recent.add(text, text.hashCode(), number);
        return number;
    }

    /** @param list which nobody changes */
    int number(String... list) {
        int ends = Recent.hash(list);
        int at = recentLists.find(list, ends);
        if (at != Recent.NONE) {
            return (int) recentLists.number(at);
        }
        Integer known = listNumbers.get(Arrays.asList(list));
        int number = known == null ? append(list) : known;
        if (known == null) {
            listNumbers.put(Arrays.asList(list), number);
        }
        recentLists.add(list, ends, number);
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
