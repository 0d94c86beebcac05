package dev.gatehouse.account;

import dev.gatehouse.http.HttpProblems;
import dev.gatehouse.http.Problem;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The addresses in a request to create an account. */
final class WrittenAddresses {

    private WrittenAddresses() {}

    /**
     * Reads them, each once.
     *
     * @throws Problem {@code invalid-request} naming each that is no address
     */
    static List<EmailAddress> parse(List<String> written) {
        Problem problem = HttpProblems.INVALID_REQUEST.problem();
        Set<EmailAddress> addresses = new LinkedHashSet<>();
        for (int i = 0; i < written.size(); i++) {
            String pointer = "/addresses/" + i;
            EmailAddress.parse(written.get(i))
                    .ifPresentOrElse(
                            addresses::add, () -> problem.with(pointer, "address", AccountProblems.NOT_AN_ADDRESS));
        }
        if (!problem.errors().isEmpty()) {
            throw problem;
        }
        return List.copyOf(addresses);
    }

    /**
     * Refuses addresses of other domains.
     *
     * @throws Problem {@code foreign-domain} naming each
     */
    static List<EmailAddress> requireOwn(List<EmailAddress> addresses, Set<String> domains) {
        List<EmailAddress> own = new ArrayList<>();
        Problem problem = AccountProblems.FOREIGN_DOMAIN.problem();
        for (int i = 0; i < addresses.size(); i++) {
            EmailAddress address = addresses.get(i);
            if (domains.contains(address.domain().text())) {
                own.add(address);
            } else {
                problem.with(
                        "/addresses/" + i,
                        "foreign-domain",
                        address.domain() + " is not one of the organisation's domains.");
            }
        }
        if (!problem.errors().isEmpty()) {
            throw problem;
        }
        return own;
    }
}
