package io.tokenwatch.yaml;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects faults, so that an author sees all of them at once. */
public final class Faults {
    private static final int LONGEST_EXCERPT = 160;

    private final List<Fault> faults = new ArrayList<>();
    private List<String> lines = List.of();

    /** Faults added from now on quote these lines. */
    void quote(List<String> text) {
        lines = text;
    }

    /** Faults added from now on quote the lines that those quote. */
    void quote(Faults others) {
        lines = others.lines;
    }

    public void add(Place place, String message, String advice) {
        boolean quotable = place.line() > 0 && place.line() <= lines.size();
        String line = quotable ? lines.get(place.line() - 1).replace('\t', ' ') : "";
        String excerpt = line.length() > LONGEST_EXCERPT ? line.substring(0, LONGEST_EXCERPT) : line;
        faults.add(new Fault(place, message, advice, place.column() > LONGEST_EXCERPT ? "" : excerpt));
    }

    public void addAll(Faults others) {
        faults.addAll(others.faults);
    }

    public boolean isEmpty() {
        return faults.isEmpty();
    }

    /** In the order of the file. */
    public List<Fault> list() {
        return faults.stream()
                .distinct() // two rules may tell of one list
                .sorted(Comparator.comparing(Fault::place))
                .toList();
    }

    /** @throws FaultyFileException if there is any fault */
    public void throwIfAny() {
        if (!faults.isEmpty()) {
            throw new FaultyFileException(list());
        }
    }
}
