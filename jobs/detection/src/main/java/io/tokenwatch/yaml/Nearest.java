package io.tokenwatch.yaml;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Guesses what an author meant. */
public final class Nearest {
    private static final int MOST_SHOWN = 30;
    private static final int SHOWN_OF_MANY = 8;
    private static final int LONGEST_SLIP = 80;

    private Nearest() {}

    /** "did you mean X?", or what there is: all of it, or the likeliest of many. */
    public static String advice(String written, Collection<String> known) {
        if (written.length() > LONGEST_SLIP) {
            return list("", known);
        }
        return to(written, known)
                .map(near -> "did you mean '" + near + "'?" + lookalike(written))
                .orElseGet(() -> list(written, known));
    }

    /** Says which letter is not the one it looks like; without that, the advice would be a riddle. May be empty. */
    public static String lookalike(String written) {
        return written.codePoints()
                .filter(point -> point > 0x7F)
                .mapToObj(point -> " ('" + Character.toString(point) + "' is " + Visible.name(point) + ")")
                .findFirst()
                .orElse("");
    }

    private static String list(String written, Collection<String> known) {
        if (known.isEmpty()) {
            return "there is none";
        }
        return known.size() <= MOST_SHOWN
                ? "use one of " + String.join(", ", known)
                : "use one of the " + known.size() + " there are, such as "
                        + known.stream()
                                .sorted(likeliestFirst(written))
                                .limit(SHOWN_OF_MANY)
                                .collect(Collectors.joining(", "));
    }

    /** The likeliest, if it begins with what was written ({@code client} for {@code client_id}) or is a slip away. */
    static Optional<String> to(String written, Collection<String> known) {
        Optional<String> longer = known.stream()
                .filter(candidate -> List.of("_", ".", "-").stream()
                        .anyMatch(joint -> !written.isEmpty() && candidate.startsWith(written + joint)))
                .min(Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder()));
        int tolerable = Math.max(1, written.length() / 3);
        return longer.or(() -> known.stream()
                .filter(candidate -> distance(written, candidate) <= tolerable)
                .min(likeliestFirst(written)));
    }

    private static Comparator<String> likeliestFirst(String written) {
        return Comparator.comparingInt((String candidate) -> distance(written, candidate))
                .thenComparing(Comparator.naturalOrder());
    }

    /** How many slips (a character more, less, another, or two swapped) lie between them, case aside. */
    private static int distance(String written, String candidate) {
        String a = written.toLowerCase(Locale.ROOT);
        String b = candidate.toLowerCase(Locale.ROOT);
        int[] before = new int[0];
        int[] above = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            above[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replace = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replace, 1 + Math.min(row[j - 1], above[j]));
                boolean swapped =
                        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
                row[j] = swapped ? Math.min(row[j], before[j - 2] + 1) : row[j];
            }
            before = above;
            above = row;
        }
        return above[b.length()];
    }
}
