package dev.gatehouse.oauth;

import dev.gatehouse.http.Authorization;
import dev.gatehouse.http.Problem;
import dev.gatehouse.http.Request;
import io.vertx.core.Future;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Base64;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds out which client calls the token endpoint and those like it (RFC 6749, section 2.3). A client proves itself in the one way
 * that it is registered for, and in no other.
 */
final class ClientAuthenticator {

    private final ClientDirectory clients;
    private final ClientAssertions assertions;
    private final Clock clock;

    ClientAuthenticator(ClientDirectory clients, ClientAssertions assertions, Clock clock) {
        this.clients = clients;
        this.assertions = assertions;
        this.clock = clock;
    }

    /**
     * What a client has sent about itself.
     *
     * @param secret or the assertion in its place
     */
    private record Presented(
            AuthMethod method, String clientId, @Nullable String secret) {

        /** The method of RFC 6749, section 5.2: who tried by header is told which header. */
        Problem refusal() {
            Problem problem = OAuthProblems.INVALID_CLIENT.problem();
            return method == AuthMethod.CLIENT_SECRET_BASIC ? problem.challenge("Basic realm=\"clients\"") : problem;
        }
    }

    /** The client; fails with {@code invalid_client}, or {@code invalid_request} when it tries two ways at once. */
    Future<AuthenticatedClient> authenticate(Request request) {
        Presented presented = presented(request);
        return clients.usable(presented.clientId())
                .map(found -> found.filter(client -> client.settings().authMethod() == presented.method())
                        .orElseThrow(presented::refusal))
                .compose(client -> proves(presented, client).map(proved -> {
                    if (!proved) {
                        throw presented.refusal();
                    }
                    return new AuthenticatedClient(client);
                }));
    }

    /** The same, and it must be one that has proved something. */
    Future<AuthenticatedClient> authenticateConfidential(Request request) {
        return authenticate(request).map(authenticated -> {
            if (!authenticated.client().confidential()) {
                throw OAuthProblems.INVALID_CLIENT.problem();
            }
            return authenticated;
        });
    }

    private Future<Boolean> proves(Presented presented, Client client) {
        String sent = presented.secret();
        return switch (presented.method()) {
            case NONE -> Future.succeededFuture(true);
            case CLIENT_SECRET_BASIC, CLIENT_SECRET_POST -> {
                ClientSecret secret = client.secret();
                yield Future.succeededFuture(secret != null && sent != null && secret.matches(sent, clock.instant()));
            }
            case PRIVATE_KEY_JWT -> sent == null ? Future.succeededFuture(false) : assertions.proves(sent, client);
        };
    }

    private static Presented presented(Request request) {
        Optional<String> id = request.query("client_id");
        Optional<String> secret = request.query("client_secret");
        Optional<String> assertion = request.query("client_assertion");
        Optional<Authorization> header = request.authorization();
        if (Stream.of(header, secret, assertion).filter(Optional::isPresent).count() > 1) {
            throw OAuthProblems.MALFORMED.problem("Authenticate in one way only.");
        }
        if (assertion.isPresent()) {
            return signed(request, assertion.get());
        }
        if (header.isPresent()) {
            Presented basic = basic(header.get());
            if (!id.orElse(basic.clientId()).equals(basic.clientId())) {
                throw basic.refusal();
            }
            return basic;
        }
        String clientId = id.orElseThrow(OAuthProblems.INVALID_CLIENT::problem);
        return secret.map(sent -> new Presented(AuthMethod.CLIENT_SECRET_POST, clientId, sent))
                .orElseGet(() -> new Presented(AuthMethod.NONE, clientId, null));
    }

    /** The client is named by the assertion, and may be named once more (RFC 7521, section 4.2). */
    private static Presented signed(Request request, String assertion) {
        Optional<String> id = ClientAssertions.claimed(assertion)
                .filter(claimed -> request.query("client_id").orElse(claimed).equals(claimed));
        if (id.isEmpty() || !request.query("client_assertion_type").equals(Optional.of(ClientAssertions.TYPE))) {
            throw OAuthProblems.INVALID_CLIENT.problem();
        }
        return new Presented(AuthMethod.PRIVATE_KEY_JWT, id.get(), assertion);
    }

    /** Id and secret, each form-encoded, then joined by a colon and put into Base64 (RFC 6749, section 2.3.1). */
    private static Presented basic(Authorization header) {
        Presented nobody = new Presented(AuthMethod.CLIENT_SECRET_BASIC, "", null);
        if (!header.scheme().equals("basic")) {
            throw nobody.refusal();
        }
        try {
            byte[] decoded = Base64.getDecoder().decode(header.credentials());
            String[] pair = new String(decoded, StandardCharsets.UTF_8).split(":", 2);
            return new Presented(
                    AuthMethod.CLIENT_SECRET_BASIC, unescaped(pair[0]), pair.length == 2 ? unescaped(pair[1]) : null);
        } catch (IllegalArgumentException notBase64) {
            throw nobody.refusal();
        }
    }

    private static String unescaped(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
