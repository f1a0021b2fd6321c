package io.tokenwatch.yaml;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Guesses what an author meant. */
public final class Nearest {
    private Nearest() {}

    /** "did you mean X?", or the list of what there is. */
    public static String advice(String written, Collection<String> known) {
        return to(written, known)
                .map(near -> "did you mean '" + near + "'?")
                .orElseGet(() -> "use one of " + String.join(", ", known));
    }

    static Optional<String> to(String written, Collection<String> known) {
        int tolerable = Math.max(1, written.length() / 3);
        return known.stream()
                .filter(candidate -> distance(written, candidate) <= tolerable)
                .min(Comparator.comparingInt((String candidate) -> distance(written, candidate))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** Levenshtein distance. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int replace = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replace, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
