package dev.gatehouse.oauth;

/** A client that has proved who it is, as far as its kind can. Only {@link ClientAuthenticator} makes one. */
final class AuthenticatedClient {

    private final Client client;

    AuthenticatedClient(Client client) {
        this.client = client;
    }

    Client client() {
        return client;
    }
}
