package dev.gatehouse.oauth;

import dev.gatehouse.account.Account;
import dev.gatehouse.account.AccountRecall;
import dev.gatehouse.account.Role;
import dev.gatehouse.http.Access;
import dev.gatehouse.http.Authenticator;
import dev.gatehouse.http.Authorization;
import dev.gatehouse.http.Caller;
import dev.gatehouse.http.Origin;
import dev.gatehouse.http.Permission;
import dev.gatehouse.http.Request;
import dev.gatehouse.http.StepUp;
import dev.gatehouse.login.Acr;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Knows a caller of our API by an access token (RFC 6750), and leaves everybody else to the sign-in. A request with a token is
 * judged by the token alone; cookies that come with it are not looked at.
 */
final class BearerAuthenticator implements Authenticator {

    private static final Duration FRESH = Duration.ofMinutes(10);
    /** What a person's token reaches with the scope {@code admin}: own security settings stay with the session. */
    private static final Set<Permission> ADMIN =
            EnumSet.of(Permission.ORGANISATION, Permission.AUDIT, Permission.PROVIDER);

    private final Authenticator sessions;
    private final BearerTokens bearer;
    private final AccountRecall accounts;
    private final ClientDirectory clients;
    private final Issuer issuer;

    BearerAuthenticator(
            Authenticator sessions,
            BearerTokens bearer,
            AccountRecall accounts,
            ClientDirectory clients,
            Issuer issuer) {
        this.sessions = sessions;
        this.bearer = bearer;
        this.accounts = accounts;
        this.clients = clients;
        this.issuer = issuer;
    }

    @Override
    public Future<Caller> authenticate(Request request, Access access) {
        Optional<Authorization> header = request.authorization();
        if (header.isEmpty()) {
            return sessions.authenticate(request, access);
        }
        return bearer.of(header.get(), request, issuer).compose(token -> {
            if (token.scopes().stream().noneMatch(access.scopes()::contains)) {
                throw OAuthProblems.insufficientScope(
                        access.scopes().stream().sorted().collect(Collectors.joining(" ")));
            }
            AccessToken.Person person = token.person();
            return person == null ? program(token, request.origin()) : person(token, person, request.origin());
        });
    }

    private Future<Caller> person(AccessToken token, AccessToken.Person person, Origin origin) {
        return accounts.find(UUID.fromString(token.subject()))
                .map(found -> found.filter(Account::admitted).orElseThrow(OAuthProblems::invalidToken))
                .map(account -> new Caller(
                        account.id(),
                        account.name(),
                        account.organisationId(),
                        reach(account),
                        person.sessionId(),
                        null,
                        stepUp(person),
                        origin));
    }

    private static Set<Permission> reach(Account account) {
        Set<Permission> reach = EnumSet.copyOf(ADMIN);
        reach.retainAll(Role.permissions(account.roles()));
        return Set.copyOf(reach);
    }

    /** A sign-in with an authenticator is as good as a step-up, as long as it is fresh (RFC 9470). */
    private static @Nullable StepUp stepUp(AccessToken.Person person) {
        return person.acr().filter(acr -> acr.satisfies(Acr.MFA)).isPresent()
                ? new StepUp(
                        EnumSet.allOf(StepUp.Action.class), person.authTime().plus(FRESH))
                : null;
    }

    /** A program that acts for itself serves its organisation, and never proves that it is a person. */
    private Future<Caller> program(AccessToken token, Origin origin) {
        return clients.usable(token.clientId())
                .map(found -> found.orElseThrow(OAuthProblems::invalidToken))
                .map(client -> new Caller(
                        client.id(),
                        client.name() + " (application)",
                        client.owner().organisationId(),
                        Set.of(Permission.ORGANISATION, Permission.AUDIT),
                        null,
                        null,
                        null,
                        origin));
    }
}
