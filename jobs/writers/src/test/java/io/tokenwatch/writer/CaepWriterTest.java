package io.tokenwatch.writer;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.SignedJWT;
import io.tokenwatch.alert.AlertSink.Change;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaepWriterTest extends WriterContract {
    private static RSAKey key;
    private static AlertWriter writer;

    @TempDir
    private static Path folder;

    @BeforeAll
    static void makesAKey() throws Exception {
        key = new RSAKeyGenerator(2048).keyID("set-1").generate();
        writer = AlertWriters.of("caep", options(key));
    }

    private static Map<String, String> options(JWK jwk) throws IOException {
        Path file = Files.writeString(folder.resolve(jwk.getKeyID()), jwk.toJSONString());
        return Map.of(
                "issuer",
                "https://tokenwatch.example.com",
                "audience",
                "https://idp.example.com",
                "key-file",
                file.toString());
    }

    @Override
    AlertWriter writer() {
        return writer;
    }

    @Override
    Map<String, String> read(byte[] document) throws Exception {
        SignedJWT token = SignedJWT.parse(new String(document, US_ASCII));
        assertThat(token.verify(new RSASSAVerifier(key.toRSAPublicKey()))).isTrue();
        byte[] claims = token.getPayload().toBytes();
        Map<String, String> fields = JsonReader.fields(
                JsonReader.tree(claims),
                "/sub_id/sub",
                "/events/" + CaepWriter.SESSION_REVOKED.replace("/", "~1") + "/reason_admin/en");
        return fields;
    }

    /** Header and claims; the signature depends on a key that is made for each run. */
    @Override
    String shown(byte[] document) throws Exception {
        SignedJWT token = SignedJWT.parse(new String(document, US_ASCII));
        return JsonReader.pretty(token.getHeader().toBase64URL().decode()) + "\n"
                + JsonReader.pretty(token.getPayload().toBytes());
    }

    /** A subject that has been cut would be another's. */
    @Test
    @Override
    void aLongNameIsCutAndSaysSo() {
        assertThatThrownBy(() -> write(Samples.hostile(Hostile.LONG))).isInstanceOf(UnwritableAlert.class);
    }

    @Test
    @Override
    void theLargestAlertFits() throws Exception {
        byte[] document = write(Samples.largest("😀".repeat(512)));
        assertThat(document).hasSizeLessThanOrEqualTo(writer.longest());
    }

    @Override
    boolean tellsTokens() {
        return false;
    }

    @Override
    boolean tellsRetractions() {
        return false;
    }

    @Test
    void cannotTakeBack() {
        assertThatThrownBy(() -> writer.write(Samples.retracted(Samples.ordinary()), Change.RETRACTED, Samples.RUN))
                .isInstanceOf(UnwritableAlert.class)
                .hasMessageContaining("take a revocation back");
    }

    @Test
    void signsWithEllipticCurvesToo() throws Exception {
        JWK ec = new ECKeyGenerator(Curve.P_384).keyID("ec").generate();
        byte[] token = AlertWriters.of("caep", options(ec)).write(Samples.ordinary(), Change.OPENED, Samples.RUN);
        SignedJWT parsed = SignedJWT.parse(new String(token, US_ASCII));
        assertThat(parsed.getHeader().getAlgorithm().getName()).isEqualTo("ES384");
        assertThat(parsed.verify(
                        new com.nimbusds.jose.crypto.ECDSAVerifier(ec.toECKey().toECPublicKey())))
                .isTrue();
    }

    @Test
    void refusesKeysThatCannotSign() throws Exception {
        Map<String, String> onlyPublic = options(
                new RSAKey.Builder(key.toPublicJWK().toRSAKey()).keyID("public").build());
        assertThatThrownBy(() -> AlertWriters.of("caep", onlyPublic)).hasMessageContaining("no private RSA or EC key");
        Path text = Files.writeString(folder.resolve("text"), "canary");
        Map<String, String> noKey = Map.of("issuer", "i", "audience", "a", "key-file", text.toString());
        assertThatThrownBy(() -> AlertWriters.of("caep", noKey))
                .hasMessageContaining("no JSON Web Key")
                .hasMessageNotContaining("canary");
        assertThatThrownBy(() -> AlertWriters.of("caep", Map.of("issuer", "i"))).hasMessageContaining("audience");
    }
}
