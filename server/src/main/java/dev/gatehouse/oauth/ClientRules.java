package dev.gatehouse.oauth;

import dev.gatehouse.account.DisplayName;
import dev.gatehouse.http.HttpProblems;
import dev.gatehouse.http.Problem;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** What settings of a client must agree on, beyond what the contract can say. */
final class ClientRules {

    private ClientRules() {}

    /**
     * The same settings, names in their stored form.
     *
     * @throws Problem {@code invalid-request} naming each that is wrong
     */
    static ClientSettings checked(ClientSettings settings) {
        Problem problem = HttpProblems.INVALID_REQUEST.problem();
        Optional<String> name = DisplayName.parse(settings.name());
        if (name.isEmpty()) {
            problem.with("/name", "name", "A name has 1 to 120 visible characters on one line.");
        }
        addresses(settings, problem);
        grants(settings, problem);
        keys(settings, problem);
        if (settings.refreshAbsolute().compareTo(settings.refreshIdle()) < 0) {
            problem.with("/refreshAbsoluteSeconds", "order", "This must not be shorter than refreshIdleSeconds.");
        }
        if (!problem.errors().isEmpty()) {
            throw problem;
        }
        return settings.with(new JsonObject().put("name", name.orElseThrow()));
    }

    private static void addresses(ClientSettings settings, Problem problem) {
        boolean publicClient = settings.authMethod() == AuthMethod.NONE;
        redirects("/redirectUris/", settings.redirectUris(), publicClient, problem);
        redirects("/postLogoutRedirectUris/", settings.postLogoutRedirectUris(), publicClient, problem);
        if (settings.backchannelLogoutUri() != null) {
            RedirectUris.refuse(settings.backchannelLogoutUri(), false)
                    .ifPresent(why -> problem.with("/backchannelLogoutUri", "logout-uri", why));
        }
        boolean needed = settings.grantTypes().contains(GrantType.AUTHORIZATION_CODE);
        if (needed && settings.redirectUris().isEmpty()) {
            problem.with("/redirectUris", "missing", "An application that people sign in to needs one.");
        }
        for (int i = 0; i < settings.resources().size(); i++) {
            if (!resource(settings.resources().get(i))) {
                problem.with("/resources/" + i, "resource", "A service is an https address without a part behind #.");
            }
        }
    }

    private static void redirects(String pointer, List<String> addresses, boolean publicClient, Problem problem) {
        for (int i = 0; i < addresses.size(); i++) {
            String place = pointer + i;
            RedirectUris.refuse(addresses.get(i), publicClient)
                    .ifPresent(why -> problem.with(place, "redirect-uri", why));
        }
    }

    private static boolean resource(String text) {
        try {
            URI uri = URI.create(text);
            return "https".equals(uri.getScheme()) && uri.getHost() != null && uri.getRawFragment() == null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static void grants(ClientSettings settings, Problem problem) {
        boolean publicClient = settings.authMethod() == AuthMethod.NONE;
        boolean code = settings.grantTypes().contains(GrantType.AUTHORIZATION_CODE);
        boolean device = settings.grantTypes().contains(GrantType.DEVICE_CODE);
        if (settings.grantTypes().contains(GrantType.REFRESH_TOKEN) && !code && !device) {
            problem.with("/grantTypes", "refresh", "Refresh tokens come with another grant type.");
        }
        if (publicClient && settings.grantTypes().contains(GrantType.CLIENT_CREDENTIALS)) {
            problem.with("/grantTypes", "public", "A public client has no credentials.");
        }
        if (publicClient && !settings.pkceRequired()) {
            problem.with("/pkceRequired", "public", "A public client always uses PKCE.");
        }
    }

    private static void keys(ClientSettings settings, Problem problem) {
        if (settings.authMethod() == AuthMethod.PRIVATE_KEY_JWT) {
            PublicKeys.refuse(settings.jwks()).ifPresent(why -> problem.with("/jwks", "keys", why));
        }
    }
}
