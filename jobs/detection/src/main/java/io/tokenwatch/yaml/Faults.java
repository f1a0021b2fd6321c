package io.tokenwatch.yaml;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects faults, so that an author sees all of them at once. */
public final class Faults {
    /** Most faults that are told of one file: a file that wants to hurt must not have us look for advice all day. */
    public static final int MOST = 100;

    private static final int LONGEST_EXCERPT = 160;
    private static final int LONGEST_SENTENCE = 400;

    private final List<Fault> faults = new ArrayList<>();
    private List<String> lines = List.of();
    private int added;

    /** Faults added from now on quote these lines. */
    void quote(List<String> text) {
        lines = text;
    }

    /** Faults added from now on quote the lines that those quote. */
    void quote(Faults others) {
        lines = others.lines;
    }

    /** For a kind of fault that has no code of its own. */
    public void add(Place place, String message, String advice) {
        add(FaultKind.OTHER, place, message, advice);
    }

    /** @throws FaultyFileException with all faults, if there are more than {@link #MOST} */
    public void add(FaultKind kind, Place place, String message, String advice) {
        if (++added > MOST) {
            faults.add(fault(
                    FaultKind.TOO_MANY_FAULTS,
                    place,
                    "there are more than " + MOST + " faults, and from here on they are not told",
                    "correct those above first"));
            throw new FaultyFileException(list());
        }
        faults.add(fault(kind, place, message, advice));
    }

    private Fault fault(FaultKind kind, Place place, String message, String advice) {
        boolean quotable = place.line() > 0 && place.line() <= lines.size();
        String line = quotable ? lines.get(place.line() - 1) : "";
        int from = place.column() <= LONGEST_EXCERPT ? 0 : place.column() - 1 - LONGEST_EXCERPT / 2;
        return new Fault(
                kind,
                place,
                Visible.sentence(message, LONGEST_SENTENCE),
                Visible.sentence(advice, LONGEST_SENTENCE),
                Visible.line(line, from, LONGEST_EXCERPT),
                place.column() - from);
    }

    public void addAll(Faults others) {
        faults.addAll(others.faults);
    }

    public boolean isEmpty() {
        return faults.isEmpty();
    }

    /** In the order of the file, each once. */
    public List<Fault> list() {
        return faults.stream()
                .distinct()
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
