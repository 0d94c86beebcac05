package dev.gatehouse.federation;

import dev.gatehouse.http.ProblemType;

/** What can go wrong on the way to an identity provider and back. */
final class FederationProblems {

    // Told to administrators.
    static final ProblemType UNUSABLE =
            new ProblemType("upstream-unusable", 422, "This identity provider cannot be used as it is.");
    static final ProblemType TOO_MANY_PROVIDERS =
            new ProblemType("too-many-providers", 409, "An organisation has twenty identity providers at most.");

    // Told to people who sign in or connect.
    static final ProblemType UNAVAILABLE = new ProblemType(
            "upstream-unavailable",
            502,
            "The identity provider does not answer as it should. Try again later, or sign in with your password.");
    static final ProblemType OVER = new ProblemType(
            "upstream-over",
            410,
            "This was begun too long ago or in another browser, or is finished. Nothing has happened; begin again.");
    static final ProblemType DENIED =
            new ProblemType("upstream-denied", 403, "The identity provider has not signed you in.");
    static final ProblemType NOT_TRUSTED = new ProblemType(
            "upstream-not-trusted", 403, "What the identity provider has sent is not good, so nobody is signed in.");
    static final ProblemType NOT_CONNECTED = new ProblemType(
            "upstream-not-connected",
            403,
            "Nobody has connected that account here. Sign in with your password, then connect it on your Security page.");
    static final ProblemType ACCOUNT_CLOSED = new ProblemType(
            "upstream-account-closed", 403, "Your account here may not sign in. Ask your administrator.");
    static final ProblemType ADDRESS_CHANGED = new ProblemType(
            "upstream-address-changed",
            403,
            "Your address there or here has changed since you connected it. Sign in with your password, and connect it again.");
    static final ProblemType ADDRESS_UNVERIFIED = new ProblemType(
            "upstream-address-unverified",
            403,
            "The identity provider does not say that it has verified your address.");
    static final ProblemType ADDRESS_FOREIGN = new ProblemType(
            "upstream-address-foreign",
            403,
            "The address that the identity provider has for you is none of yours here.");
    static final ProblemType ALREADY_CONNECTED = new ProblemType(
            "upstream-already-connected", 409, "That account is connected already, with you or with somebody else.");
    static final ProblemType TOO_MANY_SIGN_INS = new ProblemType(
            "too-many-upstream-sign-ins", 429, "Too many sign-ins have been started from your network.");

    private FederationProblems() {}
}
