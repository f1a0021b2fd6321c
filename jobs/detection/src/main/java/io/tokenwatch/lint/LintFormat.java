package io.tokenwatch.lint;

import io.tokenwatch.yaml.Fault;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/** The forms in which faults are told. */
public enum LintFormat {
    /** For people: place, sentence, the line with a caret. */
    TEXT {
        @Override
        public String text(Lint lint, Path folder) {
            StringBuilder out = new StringBuilder();
            for (Fault fault : lint.faults()) {
                out.append(fault).append('\n');
            }
            int faults = lint.faults().size();
            if (faults == 0) {
                return out.append(lint.rules() == 1 ? "1 rule is fine\n" : lint.rules() + " rules are fine\n")
                        .toString();
            }
            out.append("each code has a page, such as ")
                    .append(page(lint.faults().get(0)))
                    .append('\n');
            return out.append(faults == 1 ? "1 fault\n" : faults + " faults\n").toString();
        }
    },
    /** One object: how many rules are fine, and the faults. */
    JSON {
        @Override
        public String text(Lint lint, Path folder) throws IOException {
            return LintJson.text(lint);
        }
    },
    /** Static Analysis Results Interchange Format 2.1.0 (OASIS), which code hosts show beside the line. */
    SARIF {
        @Override
        public String text(Lint lint, Path folder) throws IOException {
            return LintSarif.text(lint, folder);
        }
    };

    /** @param folder what was linted, as it was named */
    public abstract String text(Lint lint, Path folder) throws IOException;

    /** Where to read more, relative to the project. */
    static String page(Fault fault) {
        return "docs/errors/" + fault.kind().code() + ".md";
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
