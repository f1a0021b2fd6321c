package io.tokenwatch.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a runbook tells an analyst to do: the numbered list below its heading <i>What to do now</i> or <i>Act</i>. */
final class Runbook {
    /** Most steps that an alert carries, and the longest of them, characters: it is for reading at 3 a.m. */
    static final int MOST_STEPS = 10;

    static final int LONGEST_STEP = 500;

    private static final Set<String> HEADINGS = Set.of("what to do now", "act");
    private static final Pattern HEADING = Pattern.compile("#{1,6}\\s+(.*)");
    private static final Pattern NUMBERED = Pattern.compile("\\d{1,3}[.)]\\s+(.*)");

    private Runbook() {}

    /** The steps in order, each in one line, as Markdown; empty if the text has none. */
    static List<String> actions(String markdown) {
        List<String> steps = new ArrayList<>();
        boolean inside = false;
        for (String line : markdown.lines().toList()) {
            Matcher heading = HEADING.matcher(line);
            Matcher numbered = NUMBERED.matcher(line);
            if (heading.matches()) {
                inside = HEADINGS.contains(heading.group(1).strip().toLowerCase(Locale.ROOT));
            } else if (inside && numbered.matches()) {
                steps.add(numbered.group(1).strip());
            } else if (inside && line.startsWith(" ") && !line.isBlank() && !steps.isEmpty()) {
                steps.set(steps.size() - 1, steps.get(steps.size() - 1) + " " + line.strip());
            }
        }
        return steps.stream().limit(MOST_STEPS).map(Runbook::bounded).toList();
    }

    private static String bounded(String step) {
        return step.length() <= LONGEST_STEP ? step : step.substring(0, LONGEST_STEP - 1) + "…";
    }
}
