package dev.gatehouse.oauth;

import dev.gatehouse.http.Problem;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the parameters of an authorization request, in the order in which mistakes must be told. */
final class AuthorizationParser {

    private static final Pattern CHALLENGE = Pattern.compile("[A-Za-z0-9_-]{43}");
    private static final Set<String> PROMPTS = Set.of(
            AuthorizationRequest.NONE,
            AuthorizationRequest.LOGIN,
            AuthorizationRequest.CONSENT,
            AuthorizationRequest.SELECT_ACCOUNT);

    private final Client client;
    private final Map<String, String> parameters;

    private AuthorizationParser(Client client, Map<String, String> parameters) {
        this.client = client;
        this.parameters = parameters;
    }

    /**
     * Where the answer goes. Until this is certain, nothing may be told to anybody but the person.
     *
     * @throws Problem {@code redirect-mismatch}
     */
    static AuthorizationResponse response(Client client, Map<String, String> parameters, Issuer issuer) {
        String redirectUri = parameters.get("redirect_uri");
        if (redirectUri == null || !RedirectUris.match(client.settings().redirectUris(), redirectUri)) {
            throw OAuthProblems.REDIRECT_MISMATCH.problem();
        }
        boolean formPost = "form_post".equals(parameters.get("response_mode"));
        return new AuthorizationResponse(
                redirectUri, formPost, Optional.ofNullable(parameters.get("state")), issuer.text());
    }

    /**
     * Everything else.
     *
     * @throws Problem one of {@link OAuthProblems} that is told to the client
     */
    static AuthorizationRequest read(Client client, Map<String, String> parameters) {
        AuthorizationParser parser = new AuthorizationParser(client, parameters);
        parser.requireSupported();
        Claims claims = Claims.parse(parser.find("claims"));
        Set<String> scopes = parser.scopes(claims);
        return new AuthorizationRequest(
                parameters.getOrDefault("redirect_uri", ""),
                scopes,
                parser.resource(),
                parameters.get("nonce"),
                parser.challenge(scopes),
                parser.dpopJkt(),
                parser.prompts(),
                parser.maxAge(),
                Claims.weakest(parser.words("acr_values")),
                claims.essentialAcr(),
                parser.find("id_token_hint"));
    }

    private void requireSupported() {
        if (parameters.containsKey("request")) {
            throw OAuthProblems.REQUEST_NOT_SUPPORTED.problem();
        }
        if (parameters.containsKey("request_uri")) {
            throw OAuthProblems.REQUEST_URI_NOT_SUPPORTED.problem();
        }
        String responseType = parameters.get("response_type");
        if (responseType == null) {
            throw malformed("response_type is missing.");
        }
        if (!responseType.equals("code")) {
            throw OAuthProblems.UNSUPPORTED_RESPONSE_TYPE.problem();
        }
        if (!client.settings().grantTypes().contains(GrantType.AUTHORIZATION_CODE)) {
            throw OAuthProblems.UNAUTHORIZED_CLIENT.problem();
        }
        if (!Set.of("query", "form_post").contains(parameters.getOrDefault("response_mode", "query"))) {
            throw malformed("response_mode must be query or form_post.");
        }
    }

    private Set<String> scopes(Claims claims) {
        Set<String> scopes = Scopes.parse(parameters.getOrDefault("scope", ""));
        if (scopes.contains(Scopes.OPENID)) {
            scopes.addAll(claims.scopes());
        }
        scopes.retainAll(client.settings().scopes());
        if (!client.settings().grantTypes().contains(GrantType.REFRESH_TOKEN)) {
            scopes.remove(Scopes.OFFLINE_ACCESS);
        }
        if (scopes.isEmpty()) {
            throw OAuthProblems.INVALID_SCOPE.problem();
        }
        return scopes;
    }

    private @Nullable String resource() {
        String resource = parameters.get("resource");
        if (resource != null && !client.settings().resources().contains(resource)) {
            throw OAuthProblems.INVALID_TARGET.problem();
        }
        return resource;
    }

    /** S256 or nothing, and nothing only where an administrator has allowed it and a nonce does what can be done instead. */
    private @Nullable String challenge(Set<String> scopes) {
        String challenge = parameters.get("code_challenge");
        String method = parameters.get("code_challenge_method");
        if (challenge != null) {
            if (!"S256".equals(method)) {
                throw malformed("code_challenge_method must be S256.");
            }
            if (!CHALLENGE.matcher(challenge).matches()) {
                throw malformed("code_challenge is no SHA-256 in base64url.");
            }
            return challenge;
        }
        if (method != null || client.settings().pkceRequired()) {
            throw malformed("code_challenge is missing.");
        }
        if (!parameters.containsKey("nonce") || !scopes.contains(Scopes.OPENID)) {
            throw malformed("Without code_challenge, the scope openid and a nonce are needed.");
        }
        return null;
    }

    private @Nullable String dpopJkt() {
        String jkt = parameters.get("dpop_jkt");
        if (jkt != null && !CHALLENGE.matcher(jkt).matches()) {
            throw malformed("dpop_jkt is no SHA-256 in base64url.");
        }
        return jkt;
    }

    private Set<String> prompts() {
        Set<String> prompts = words("prompt");
        if (!PROMPTS.containsAll(prompts)) {
            throw malformed("prompt has an unknown value.");
        }
        if (prompts.contains(AuthorizationRequest.NONE) && prompts.size() > 1) {
            throw malformed("prompt none stands alone.");
        }
        return prompts;
    }

    private Optional<Duration> maxAge() {
        Optional<String> text = find("max_age");
        if (text.isPresent() && !text.get().matches("\\d{1,9}")) {
            throw malformed("max_age is no number of seconds.");
        }
        return text.map(Long::parseLong).map(Duration::ofSeconds);
    }

    private Set<String> words(String name) {
        return find(name).stream()
                .flatMap(text -> Arrays.stream(text.split(" ", -1)))
                .filter(word -> !word.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }

    private Optional<String> find(String name) {
        return Optional.ofNullable(parameters.get(name));
    }

    private static Problem malformed(String detail) {
        return OAuthProblems.MALFORMED.problem(detail);
    }
}
