package dev.gatehouse.account;

import dev.gatehouse.http.HttpProblems;
import dev.gatehouse.http.Problem;
import dev.gatehouse.http.ProblemType;

/** How the management of organisations, domains and people fails. */
final class AccountProblems {

    static final ProblemType ADDRESS_TAKEN =
            new ProblemType("address-taken", 409, "This address belongs to an account already.");
    static final ProblemType FOREIGN_DOMAIN =
            new ProblemType("foreign-domain", 422, "The address is not in one of the organisation's domains.");
    static final ProblemType DOMAIN_UNPROVED = new ProblemType(
            "domain-unproved", 422, "The domain is not proved yet. Publish its record and check it first.");
    static final ProblemType CLAIM_ENDED =
            new ProblemType("claim-ended", 409, "The time to prove this domain is over. Remove it and add it again.");
    static final ProblemType TOO_MANY_CLAIMS = new ProblemType(
            "too-many-claims", 409, "Twenty domains wait to be proved. Prove or remove one of them first.");
    static final ProblemType CHECKED_JUST_NOW =
            new ProblemType("checked-just-now", 429, "Somebody looked a moment ago. Wait a few seconds.");
    static final ProblemType LAST_ADDRESS =
            new ProblemType("last-address", 409, "An account keeps at least one address.");
    static final ProblemType TOO_MANY_ADDRESSES =
            new ProblemType("too-many-addresses", 409, "An account has at most 50 addresses.");
    // Says neither whose it is nor that anybody has it.
    static final ProblemType DOMAIN_TAKEN = new ProblemType(
            "domain-taken", 409, "This domain cannot be added. If it is yours, ask the people who run this service.");
    static final ProblemType DOMAIN_IN_USE =
            new ProblemType("domain-in-use", 409, "Addresses use this domain. Remove them first.");
    static final ProblemType LAST_ADMINISTRATOR = new ProblemType(
            "last-administrator", 409, "This is the last active administrator. Name another one first.");
    static final ProblemType ROLE_NOT_GRANTABLE =
            new ProblemType("role-not-grantable", 403, "You cannot give or take away this role here.");
    static final ProblemType NOT_YOURSELF = new ProblemType(
            "not-yourself", 409, "You cannot suspend or delete your own account. Ask another administrator.");
    static final ProblemType NOT_INVITED =
            new ProblemType("not-invited", 409, "Only somebody who has not accepted an invitation yet can be invited.");
    static final ProblemType INVITATION_OPEN =
            new ProblemType("invitation-open", 409, "This person has not accepted the invitation yet.");
    static final ProblemType PROVIDER_STAYS =
            new ProblemType("provider-stays", 409, "The provider's own organisation cannot be suspended.");
    static final ProblemType IMPORT_UNREADABLE =
            new ProblemType("import-unreadable", 422, "The file cannot be read as a list of people.");
    static final ProblemType IMPORT_NOT_WAITING =
            new ProblemType("import-not-waiting", 409, "This import has been started, cancelled or finished already.");
    static final ProblemType TOO_MANY_IMPORTS = new ProblemType(
            "too-many-imports", 409, "Five imports are under way already. Start this one when one of them is done.");

    static final String NOT_AN_ADDRESS = "This is not an e-mail address that is taken here.";

    private AccountProblems() {}

    /** A part of the input that the contract lets through and that is wrong all the same. */
    static Problem invalid(String pointer, String code, String message) {
        return HttpProblems.INVALID_REQUEST.problem().with(pointer, code, message);
    }

    static Problem invalidName(String pointer) {
        return invalid(pointer, "name", "A name has 1 to 120 visible characters on one line.");
    }

    static Problem invalidAddress(String pointer) {
        return invalid(pointer, "address", NOT_AN_ADDRESS);
    }

    static Problem invalidDomain(String pointer) {
        return invalid(pointer, "domain", "This is not a domain name.");
    }
}
