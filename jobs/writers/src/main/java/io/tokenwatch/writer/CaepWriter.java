package io.tokenwatch.writer;

import com.google.auto.service.AutoService;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.factories.DefaultJWSSignerFactory;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.tokenwatch.alert.Alert;
import io.tokenwatch.alert.AlertSink.Change;
import io.tokenwatch.alert.EcsAlert.Run;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A Security Event Token (RFC 8417) that says {@code session-revoked} (OpenID CAEP 1.0): a request to a receiver to end the
 * sessions of the alert's subject. For rules whose alerts are proof, never for hints. Options: {@code issuer}, {@code audience},
 * and {@code key-file}, a file with a private JWK (RSA or EC), read once.
 */
@AutoService(AlertWriter.class)
public final class CaepWriter implements AlertWriter {
    static final String SESSION_REVOKED = "https://schemas.openid.net/secevent/caep/event-type/session-revoked";

    private static final Set<String> OPTIONS = new TreeSet<>(Set.of("issuer", "audience", "key-file"));

    private final @Nullable Signing signing;

    private record Signing(String issuer, String audience, JWSHeader header, JWSSigner signer) {}

    public CaepWriter() {
        this(null);
    }

    private CaepWriter(@Nullable Signing signing) {
        this.signing = signing;
    }

    @Override
    public String format() {
        return "caep";
    }

    /** RFC 8935, 2.1. */
    @Override
    public String contentType() {
        return "application/secevent+jwt";
    }

    @Override
    public int longest() {
        return 16 * 1024;
    }

    @Override
    public AlertWriter with(Map<String, String> options) {
        if (!options.keySet().equals(OPTIONS)) {
            throw new IllegalArgumentException("the format caep needs the options " + String.join(", ", OPTIONS));
        }
        JWK key = key(Path.of(options.getOrDefault("key-file", "")));
        JWSHeader header = new JWSHeader.Builder(algorithm(key))
                .type(new JOSEObjectType("secevent+jwt"))
                .keyID(key.getKeyID())
                .build();
        try {
            JWSSigner signer = new DefaultJWSSignerFactory().createJWSSigner(key, header.getAlgorithm());
            return new CaepWriter(new Signing(
                    options.getOrDefault("issuer", ""), options.getOrDefault("audience", ""), header, signer));
        } catch (JOSEException e) {
            throw new IllegalArgumentException("the key of the format caep cannot sign", e);
        }
    }

    /** The messages name the file, never what is in it. */
    private static JWK key(Path file) {
        try {
            JWK key = JWK.parse(Files.readString(file));
            if (!key.isPrivate() || !(key instanceof ECKey || key instanceof com.nimbusds.jose.jwk.RSAKey)) {
                throw new IllegalArgumentException("the key in " + file + " is no private RSA or EC key");
            }
            return key;
        } catch (ParseException e) {
            throw new IllegalArgumentException("there is no JSON Web Key in " + file);
        } catch (IOException e) {
            throw new IllegalArgumentException("cannot read the key in " + file, e);
        }
    }

    private static JWSAlgorithm algorithm(JWK key) {
        if (!(key instanceof ECKey ec)) {
            return JWSAlgorithm.RS256;
        }
        return Curve.P_384.equals(ec.getCurve())
                ? JWSAlgorithm.ES384
                : Curve.P_521.equals(ec.getCurve()) ? JWSAlgorithm.ES512 : JWSAlgorithm.ES256;
    }

    @Override
    public byte[] write(Alert alert, Change change, Run run) {
        Signing with = signing;
        if (with == null) {
            throw new IllegalStateException("caep without its options");
        }
        Told told = new Told(alert, change, run);
        if (alert.retracted()) {
            throw new UnwritableAlert("CAEP has no way to take a revocation back");
        }
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .issuer(with.issuer())
                .audience(with.audience())
                .jwtID(told.id())
                .claim("iat", run.now() / 1000)
                .claim("txn", alert.id())
                .claim("sub_id", subject(told))
                .claim("events", Map.of(SESSION_REVOKED, event(told)))
                .build();
        SignedJWT token = new SignedJWT(with.header(), claims);
        try {
            token.sign(with.signer());
        } catch (JOSEException e) {
            throw new IllegalStateException("cannot sign with the key of the format caep", e);
        }
        return token.serialize().getBytes(StandardCharsets.US_ASCII);
    }

    /** RFC 9493: by issuer and subject where both are known. */
    private static Map<String, Object> subject(Told told) {
        String subject = told.first("subject");
        String issuer = told.first("issuer");
        if (subject.isEmpty() || Room.isCut(subject)) {
            throw new UnwritableAlert("CAEP needs the subject whose sessions to revoke, and the alert names none");
        }
        Map<String, Object> user = new LinkedHashMap<>();
        if (issuer.isEmpty()) {
            user.put("format", "opaque");
            user.put("id", subject);
            return user;
        }
        user.put("format", "iss_sub");
        user.put("iss", issuer);
        user.put("sub", subject);
        return user;
    }

    private static Map<String, Object> event(Told told) {
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("event_timestamp", told.alert().lastTime() / 1000);
        event.put("initiating_entity", "policy");
        event.put("reason_admin", Map.of("en", told.sentence()));
        event.put("reason_user", Map.of("en", "A token of yours was used in a way that it should not be."));
        return event;
    }
}
