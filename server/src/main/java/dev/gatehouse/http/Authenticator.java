package dev.gatehouse.http;

import io.vertx.core.Future;

/** Finds out who makes a request. The sign-in implements it; the contract layer asks it before any handler runs. */
@FunctionalInterface
public interface Authenticator {

    /**
     * The caller of a request to an operation that asks for {@code access}.
     *
     * @return fails with {@code sign-in-required} when nobody is signed in
     */
    Future<Caller> authenticate(Request request, Access access);
}
