package io.tokenwatch.lint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.tokenwatch.testing.RuleSchema;
import io.tokenwatch.testing.Written;
import io.tokenwatch.yaml.Fault;
import io.tokenwatch.yaml.FaultKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * The specification by data: {@code faults/CASE.yml} is a rule as a stranger writes it, {@code CASE.txt} beside it what the schema
 * does and what the author is told, with line and caret. A new case needs no Java.
 */
class FaultCasesTest {
    private static final Path CASES = Path.of("src/test/resources/faults");

    /** What the form of a file alone tells, so that an editor can too. */
    private static final Set<FaultKind> STRUCTURAL = EnumSet.of(
            FaultKind.UNKNOWN_FIELD,
            FaultKind.UNKNOWN_KEY,
            FaultKind.MISSING_KEY,
            FaultKind.WRONG_SHAPE,
            FaultKind.NO_WHOLE_NUMBER,
            FaultKind.NO_DURATION,
            FaultKind.OUT_OF_RANGE,
            FaultKind.UNKNOWN_CHOICE,
            FaultKind.BAD_ID,
            FaultKind.BAD_PATH,
            FaultKind.UNKNOWN_TAG,
            FaultKind.UNKNOWN_MODIFIER,
            FaultKind.EMPTY_SELECTION,
            FaultKind.UNKNOWN_BOUND,
            FaultKind.MISSING_BOUND,
            FaultKind.MISSING_SUPPRESS,
            FaultKind.NO_COMPARISON,
            FaultKind.NO_OFFSET);

    /** Cases whose fault is within a text that a schema does not look into. */
    private static final Set<String> WITHIN_A_TEXT = Set.of("where-with-unknown-field");

    @TempDir
    private Path folder;

    private static Stream<Path> cases() throws IOException {
        try (Stream<Path> files = Files.list(CASES)) {
            return files.filter(file -> file.toString().endsWith(".yml")).sorted().toList().stream();
        }
    }

    @TestFactory
    Stream<DynamicTest> whatAnAuthorIsTold() throws IOException {
        return cases().map(file -> dynamicTest(file.getFileName().toString(), () -> isTold(file)));
    }

    private void isTold(Path file) throws IOException {
        Path alone = Files.createDirectories(folder.resolve(file.getFileName() + ".d"));
        Files.copy(file, alone.resolve(file.getFileName()));
        Lint lint = Lint.of(alone);
        String verdict = RuleSchema.verdict(Files.readString(file));
        String told = lint.faults().stream().map(fault -> fault + "\n").collect(Collectors.joining());

        assertThat(lint.faults()).extracting(Fault::kind).doesNotContain(FaultKind.OTHER);
        String name = file.getFileName().toString().replace(".yml", "");
        if (!WITHIN_A_TEXT.contains(name)
                && lint.faults().stream().map(Fault::kind).anyMatch(STRUCTURAL::contains)) {
            assertThat(verdict).as("the schema says so too").isEqualTo("rejects");
        }
        Written.isSame(CASES.resolve(name + ".txt"), "The schema " + verdict + " it.\n\n" + told);
    }

    @Test
    void thereAreEnoughCases() throws IOException {
        assertThat(cases()).hasSizeGreaterThanOrEqualTo(30);
    }
}
