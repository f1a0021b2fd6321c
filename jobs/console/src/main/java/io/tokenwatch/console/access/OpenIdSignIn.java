package io.tokenwatch.console.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.GeneralException;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.AuthenticationResponse;
import com.nimbusds.openid.connect.sdk.AuthenticationResponseParser;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import java.io.IOException;
import java.io.Serial;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** OpenID Connect: the code flow with PKCE (RFC 7636), state and nonce, and an ID token that is checked. */
public final class OpenIdSignIn {
    private static final Duration LONGEST_ATTEMPT = Duration.ofMinutes(10);
    private static final int MOST_ATTEMPTS = 10_000;
    private static final int ANSWER_MILLIS = 10_000;

    private record Attempt(CodeVerifier verifier, State state, Nonce nonce, Instant ends) {}

    /**
     * On the way to the provider.
     *
     * @param attempt names it; the browser keeps it until it is back
     */
    public record Begun(String attempt, URI location) {}

    /** Nobody is signed in, and why. */
    public static final class Refused extends Exception {
        @Serial
        private static final long serialVersionUID = 1L;

        private final String reason;

        Refused(String reason, String message, @Nullable Throwable cause) {
            super(message, cause);
            this.reason = reason;
        }

        /** A word for the page: {@code expired}, {@code denied}, {@code invalid}, {@code no-role} or {@code absent}. */
        public String reason() {
            return reason;
        }
    }

    private final OpenIdSettings settings;
    private final OIDCProviderMetadata provider;
    private final Clock clock;
    private final Map<String, Attempt> attempts = new ConcurrentHashMap<>();

    private OpenIdSignIn(OpenIdSettings settings, OIDCProviderMetadata provider, Clock clock) {
        this.settings = settings;
        this.provider = provider;
        this.clock = clock;
    }

    /**
     * Asks the provider for its metadata.
     *
     * @throws IOException if it cannot be reached or does not describe itself
     */
    public static OpenIdSignIn discover(OpenIdSettings settings, Clock clock) throws IOException {
        try {
            OIDCProviderMetadata provider =
                    OIDCProviderMetadata.resolve(new Issuer(settings.issuer()), ANSWER_MILLIS, ANSWER_MILLIS);
            return new OpenIdSignIn(settings, provider, clock);
        } catch (GeneralException e) {
            throw new IOException("no OpenID Connect provider at " + settings.issuer() + ": " + e.getMessage(), e);
        }
    }

    public URI callback() {
        return settings.callback();
    }

    public Begun begin() {
        Instant now = clock.instant();
        attempts.values().removeIf(attempt -> !now.isBefore(attempt.ends()));
        if (attempts.size() >= MOST_ATTEMPTS) {
            attempts.clear(); // somebody floods; who is on the way begins again
        }
        Attempt attempt = new Attempt(new CodeVerifier(), new State(), new Nonce(), now.plus(LONGEST_ATTEMPT));
        String id = Secrets.random();
        attempts.put(id, attempt);
        Scope scope = new Scope("openid");
        settings.scopes().forEach(scope::add);
        URI location = new AuthenticationRequest.Builder(
                        ResponseType.CODE, scope, new ClientID(settings.clientId()), settings.callback())
                .endpointURI(provider.getAuthorizationEndpointURI())
                .state(attempt.state())
                .nonce(attempt.nonce())
                .codeChallenge(attempt.verifier(), CodeChallengeMethod.S256)
                .build()
                .toURI();
        return new Begun(id, location);
    }

    /**
     * Back from the provider.
     *
     * @param id of the attempt that this browser began; it counts once
     */
    public Viewer finish(String id, URI answer) throws Refused {
        Attempt attempt = attempts.remove(id);
        if (attempt == null || !clock.instant().isBefore(attempt.ends())) {
            throw new Refused("expired", "this browser has begun no sign-in, or too long ago", null);
        }
        try {
            IDTokenClaimsSet claims = claims(attempt, code(attempt, answer));
            return viewer(claims);
        } catch (BadJOSEException | JOSEException | GeneralException e) {
            throw new Refused("invalid", "the provider's answer is not valid: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new Refused("absent", "the provider cannot be reached: " + e.getMessage(), e);
        }
    }

    private static AuthorizationCode code(Attempt attempt, URI answer) throws ParseException, Refused {
        AuthenticationResponse response = AuthenticationResponseParser.parse(answer);
        if (!attempt.state().equals(response.getState())) {
            throw new Refused("invalid", "the answer belongs to another attempt", null);
        }
        if (!response.indicatesSuccess()) {
            throw new Refused(
                    "denied", "the provider says " + response.toErrorResponse().getErrorObject(), null);
        }
        AuthorizationCode code = response.toSuccessResponse().getAuthorizationCode();
        if (code == null) {
            throw new Refused("invalid", "the answer holds no code", null);
        }
        return code;
    }

    private IDTokenClaimsSet claims(Attempt attempt, AuthorizationCode code)
            throws ParseException, BadJOSEException, JOSEException, GeneralException, IOException, Refused {
        ClientID client = new ClientID(settings.clientId());
        AuthorizationCodeGrant grant = new AuthorizationCodeGrant(code, settings.callback(), attempt.verifier());
        Supplier<String> secret = settings.secret();
        TokenRequest request = secret == null
                ? new TokenRequest.Builder(provider.getTokenEndpointURI(), client, grant).build()
                : new TokenRequest.Builder(
                                provider.getTokenEndpointURI(),
                                new ClientSecretBasic(client, new Secret(secret.get())),
                                grant)
                        .build();
        var http = request.toHTTPRequest();
        http.setConnectTimeout(ANSWER_MILLIS);
        http.setReadTimeout(ANSWER_MILLIS);
        var response = OIDCTokenResponseParser.parse(http.send());
        if (!(response instanceof OIDCTokenResponse tokens)) {
            throw new Refused(
                    "invalid",
                    "the provider refuses the code: "
                            + response.toErrorResponse().getErrorObject(),
                    null);
        }
        JWSAlgorithm algorithm = provider.getIDTokenJWSAlgs().contains(JWSAlgorithm.ES256)
                        && !provider.getIDTokenJWSAlgs().contains(JWSAlgorithm.RS256)
                ? JWSAlgorithm.ES256
                : JWSAlgorithm.RS256;
        IDTokenValidator validator = new IDTokenValidator(
                provider.getIssuer(), client, algorithm, provider.getJWKSetURI().toURL());
        return validator.validate(tokens.getOIDCTokens().getIDToken(), attempt.nonce());
    }

    private Viewer viewer(IDTokenClaimsSet claims) throws Refused {
        String subject = claims.getSubject().getValue();
        Optional<Role> role = Claims.texts(claims, settings.rolesClaim()).stream()
                .flatMap(value -> Optional.ofNullable(settings.roles().get(value)).stream())
                .max(Role::compareTo);
        if (role.isEmpty()) {
            throw new Refused("no-role", "no role for " + subject, null);
        }
        var tenants = Claims.texts(claims, settings.tenantsClaim());
        String name = Optional.ofNullable(claims.getStringClaim("name"))
                .or(() -> Optional.ofNullable(claims.getStringClaim("email")))
                .orElse(subject);
        return new Viewer(
                subject,
                name,
                role.get(),
                tenants.contains(settings.everyTenant()) ? Tenants.everyone() : Tenants.of(tenants));
    }
}
