package dev.gatehouse.account;

import dev.gatehouse.http.HttpProblems;
import dev.gatehouse.http.Problem;
import dev.gatehouse.http.ProblemType;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
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
     * Refuses addresses of other domains, and of those that are not proved.
     *
     * @throws Problem {@code foreign-domain} or {@code domain-unproved}, naming each
     */
    static List<EmailAddress> requireOwn(List<EmailAddress> addresses, OwnDomains domains) {
        Optional<ProblemType> first = addresses.stream()
                .flatMap(address -> domains.refuse(address.domain()).stream())
                .findFirst();
        if (first.isEmpty()) {
            return addresses;
        }
        Problem problem = first.get().problem();
        for (int i = 0; i < addresses.size(); i++) {
            String pointer = "/addresses/" + i;
            EmailAddress address = addresses.get(i);
            domains.refuse(address.domain())
                    .ifPresent(type -> problem.with(
                            pointer, type.slug(), domains.refuse(address).orElseThrow()));
        }
        throw problem;
    }
}
