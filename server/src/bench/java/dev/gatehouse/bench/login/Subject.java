package dev.gatehouse.bench.login;

import io.vertx.core.Future;

/** A server under test: what is asked of it, each as one person or client of it would. */
interface Subject extends AutoCloseable {

    String name();

    /** Seconds from the start of the process to its being ready. */
    double readyAfter();

    ProcessTree server();

    ProcessTree database();

    /** A full sign-in with password and code flow; refused sign-ins fail with {@link Refused}. */
    Future<Tokens> signIn(int person);

    /** Redeems a refresh token and answers with the next one. */
    Future<String> refresh(String refreshToken);

    Future<Void> clientCredentials();

    Future<Void> introspect(String accessToken);

    Future<Void> userinfo(String accessToken);

    Future<Void> jwks();

    Future<Void> ready();

    @Override
    void close();

    /** What a sign-in gave. */
    record Tokens(String access, String refresh) {}

    /** The server said that it has no room now. */
    final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Refused(int status) {
            super("refused with " + status, null, false, false);
        }
    }

    /** Any other answer than the wanted one. */
    final class Unexpected extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unexpected(String what) {
            super(what, null, false, false);
        }
    }
}
