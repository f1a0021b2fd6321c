package io.tokenwatch.connector.redact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenKeysTest {
    private static final String SECRET = "0f".repeat(32);

    @TempDir
    private Path directory;

    @Test
    void theTimeOfTheTokenChoosesTheKey() {
        TokenKeys keys =
                TokenKeys.parse("# rotated in July\nk2 2026-07-01T00:00:00Z " + SECRET + "\nk1 always " + SECRET);
        long rotation = Instant.parse("2026-07-01T00:00:00Z").toEpochMilli();
        assertThat(keys.at(rotation - 1).id()).isEqualTo("k1");
        assertThat(keys.at(rotation).id()).isEqualTo("k2");
        assertThat(keys.at(Long.MIN_VALUE).id()).isEqualTo("k1");
        assertThat(keys.toString()).isEqualTo("[k1, k2]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "# nothing",
                "k1",
                "k1 always",
                "k1 always abcd",
                "k1 always zz0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f",
                "k:1 always 0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f",
                "k1 july 0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f",
            })
    void refusesWhatIsNoKeyWithoutShowingIt(String text) {
        assertThatThrownBy(() -> TokenKeys.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .doesNotContain("0f0f", "zz0f");
    }

    @Test
    void refusesTwoKeysThatCannotBeToldApart() {
        assertThatThrownBy(() -> TokenKeys.parse("k1 always " + SECRET + ";k2 always " + SECRET))
                .hasMessageContaining("k2");
    }

    @Test
    void refusesAFileThatEverybodyMayRead() throws IOException {
        Path file = Files.writeString(directory.resolve("keys"), "k1 always " + SECRET);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        assertThatThrownBy(() -> TokenKeys.fromFile(file)).hasMessageContaining("chmod 600");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r-----"));
        assertThat(TokenKeys.fromFile(file).toString()).isEqualTo("[k1]");
    }

    @Test
    void anInstallationKeepsTheKeyThatItMadeForItself() throws IOException {
        Path home = directory.resolve("new/home");
        TokenHasher first = new TokenHasher(TokenKeys.ofInstallation(home));
        TokenHasher second = new TokenHasher(TokenKeys.ofInstallation(home));
        TokenHasher other = new TokenHasher(TokenKeys.ofInstallation(directory.resolve("other")));
        assertThat(first.id(null, "t", 0)).isEqualTo(second.id(null, "t", 0)).isNotEqualTo(other.id(null, "t", 0));
        try (var files = Files.list(home)) {
            assertThat(files).singleElement().satisfies(file -> assertThat(
                            PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------"));
        }
    }
}
