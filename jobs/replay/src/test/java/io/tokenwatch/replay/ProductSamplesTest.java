package io.tokenwatch.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwatch.connector.Connectors;
import io.tokenwatch.rule.Mode;
import io.tokenwatch.rule.Rule;
import io.tokenwatch.rule.RuleFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the shipped rules find in the samples of each product: the attacks in them, and nothing else. */
class ProductSamplesTest {
    private static final Path SAMPLES = Path.of("../connectors/src/test/resources/io/tokenwatch/connector");
    private static final RuleFiles SHIPPED = RuleFiles.load(Path.of("../../rules"));
    private static final Set<String> TOLD = SHIPPED.compile().active().stream()
            .filter(rule -> rule.mode() == Mode.ALERT)
            .map(Rule::id)
            .collect(Collectors.toUnmodifiableSet());

    @TempDir
    private Path folder = Path.of("");

    @ParameterizedTest
    @CsvSource({
        "auth0, auth0.ndjson, legacy-grant redirect-uri-changed refresh-token-reuse refresh-token-reuse-old-generation",
        "okta, okta.ndjson, client-without-owner",
        "entra, entra.ndjson, impossible-travel tool-with-user-token wrong-audience-accepted",
        "m365, m365.ndjson, subject-use-after-revocation",
        "github, github.ndjson, token-use-after-revocation",
        "cloudtrail, cloudtrail.ndjson, client-use-after-revocation token-use-after-revocation",
        "hydra, hydra.ndjson, client-without-owner",
        "google, google.ndjson, ''",
        "pingfederate, pingfederate.log, ''",
    })
    void findsWhatIsInIt(String format, String file, String rules) throws IOException {
        Rehearsal replay = Rehearsal.of(
                folder.resolve("out"),
                SHIPPED,
                Rehearsal.SETTINGS.withFormat(Connectors.of(format)),
                SAMPLES.resolve(file));
        Map<String, Long> found = replay.summary.byRule().entrySet().stream()
                .filter(rule -> rule.getValue() > 0 && TOLD.contains(rule.getKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        assertThat(found.keySet())
                .containsExactlyInAnyOrderElementsOf(rules.isEmpty() ? List.of() : List.of(rules.split(" ", -1)));
        assertThat(replay.summary.deadLettered()).isZero();
    }
}
