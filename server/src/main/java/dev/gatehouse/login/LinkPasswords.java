package dev.gatehouse.login;

import dev.gatehouse.account.Account;
import dev.gatehouse.db.Db;
import dev.gatehouse.policy.EffectivePolicy;
import dev.gatehouse.policy.PolicyDirectory;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.time.Instant;

/** New passwords that come with a mailed link. */
final class LinkPasswords {

    private final Db db;
    private final LinkService links;
    private final PolicyDirectory policies;
    private final NewPasswords passwords;

    LinkPasswords(Db db, LinkService links, PolicyDirectory policies, NewPasswords passwords) {
        this.db = db;
        this.links = links;
        this.policies = policies;
        this.passwords = passwords;
    }

    /** What a link is for. */
    record Info(Account account, EffectivePolicy policy, Instant until) {}

    /** A password that may be set, and the link that it came with. */
    record Chosen(LinkService.Open open, String hash) {

        Account account() {
            return open.account();
        }
    }

    /** Looks at a link; changes nothing. */
    Future<Info> check(Link.Purpose purpose, String token) {
        return links.open(purpose, token).compose(open -> db.query(client -> policies.of(client, open.account()))
                .map(policy -> new Info(open.account(), policy, open.link().expiresAt())));
    }

    /** Looks at both; changes nothing. */
    Future<Chosen> choose(Link.Purpose purpose, String token, String typed) {
        return links.open(purpose, token).compose(open -> passwords
                .choose(open.account(), typed)
                // Another use at the same moment may have made this very password the one in use.
                .recover(refused -> links.open(purpose, token).compose(still -> Future.failedFuture(refused)))
                .map(hash -> new Chosen(open, hash)));
    }

    /** Uses the link up, in the transaction that sets the password. */
    Future<Void> use(SqlClient tx, Chosen chosen) {
        return links.use(tx, chosen.open());
    }
}
