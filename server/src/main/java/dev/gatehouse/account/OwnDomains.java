package dev.gatehouse.account;

import dev.gatehouse.http.ProblemType;
import java.util.Optional;
import java.util.Set;

/**
 * The names of an organisation's domains. Only a proved one gives addresses: anybody could claim a bank's domain, and mail strangers
 * in its name or take their addresses.
 */
record OwnDomains(Set<String> proved, Set<String> claimed) {

    /** Why no address can lie in this domain; empty when it can. */
    Optional<ProblemType> refuse(DomainName domain) {
        if (proved.contains(domain.text())) {
            return Optional.empty();
        }
        return Optional.of(
                claimed.contains(domain.text()) ? AccountProblems.DOMAIN_UNPROVED : AccountProblems.FOREIGN_DOMAIN);
    }

    /** The same about one address, in one sentence. */
    Optional<String> refuse(EmailAddress address) {
        return refuse(address.domain())
                .map(type -> type.equals(AccountProblems.FOREIGN_DOMAIN)
                        ? address + " is not in one of the organisation's domains."
                        : "The domain of " + address + " is not proved yet.");
    }
}
