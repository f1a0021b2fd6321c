package io.tokenwatch.lint;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwatch.testing.RuleSchema;
import io.tokenwatch.testing.Written;
import io.tokenwatch.yaml.Fault;
import io.tokenwatch.yaml.FaultKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every code has a page, and what the page says of its examples is what an author is told. */
class ErrorPagesTest {
    /** Not said of a rule: PagesOfOtherFilesTest of the command holds their pages to what it says. */
    private static final String ELSEWHERE =
            "OTHER|VERSION_NOT_.*|BAD_PACK|PACK_IN_THE_PAST|BAD_SETTING|NO_SECRET|BAD_MAPPING";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.MATCH_NONE, names = ELSEWHERE)
    void theWrongExampleYieldsThatVeryCodeAndWhatThePageSays(FaultKind kind) throws Exception {
        ErrorPage page = ErrorPage.of(kind);
        Lint lint = ErrorPage.lint(folder, page.wrong());

        assertThat(lint.faults()).extracting(Fault::kind).contains(kind).doesNotContain(FaultKind.OTHER);
        Written.isSame(page.file(), page.saying(told(lint).replace(folder.toString(), "rules")));
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.MATCH_NONE, names = ELSEWHERE)
    void theRightExampleYieldsNoneAndPassesTheSchema(FaultKind kind) throws Exception {
        ErrorPage page = ErrorPage.of(kind);

        assertThat(page.right()).isNotEmpty();
        assertThat(ErrorPage.lint(folder, page.right()).faults()).isEmpty();
        assertThat(page.right()).allSatisfy(block -> assertThat(RuleSchema.faultsOfFile(block.fileName(), block.text()))
                .isEmpty());
    }

    @Test
    void theIndexListsThePages() {
        String index = Arrays.stream(FaultKind.values())
                .map(kind -> "| [" + kind.code() + "](" + kind.code() + ".md) | "
                        + ErrorPage.of(kind).title().replaceFirst("# TW-R[0-9]{3}: ", "") + " |\n")
                .collect(Collectors.joining());
        Written.isSame(ErrorPage.FOLDER.resolve("index.md"), """
                # What can be wrong in a rule
                Each fault ends in a code that never changes. Its page says what is meant, with a wrong and a right example.

                | code | fault |
                |---|---|
                """ + index);
    }

    @Test
    void noPageIsLeftOver() throws IOException {
        List<String> codes = Stream.concat(
                        Stream.of("index.md"), Arrays.stream(FaultKind.values()).map(kind -> kind.code() + ".md"))
                .toList();
        try (Stream<Path> files = Files.list(ErrorPage.FOLDER)) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactlyInAnyOrderElementsOf(codes);
        }
    }

    /** The first of very many. */
    private static String told(Lint lint) {
        List<Fault> faults = lint.faults();
        Stream<Fault> shown =
                faults.size() < 10 ? faults.stream() : Stream.of(faults.get(0), faults.get(faults.size() - 1));
        return shown.map(fault -> fault + "\n").collect(Collectors.joining());
    }
}
