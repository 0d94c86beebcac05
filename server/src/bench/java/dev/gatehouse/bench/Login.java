package dev.gatehouse.bench;

import dev.gatehouse.bench.login.Comparison;

/** {@code ./gatehouse bench Login [keycloak] [seconds=N] [warm=N] [only=ROW]}: see {@link Comparison}. */
public final class Login {

    private Login() {}

    public static void main(String[] arguments) throws Exception {
        Comparison.main(arguments);
    }
}
