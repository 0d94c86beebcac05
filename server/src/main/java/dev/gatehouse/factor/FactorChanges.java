package dev.gatehouse.factor;

import dev.gatehouse.account.Account;
import dev.gatehouse.account.AccountDirectory;
import dev.gatehouse.audit.AuditEvent;
import dev.gatehouse.audit.AuditService;
import dev.gatehouse.crypto.Codes;
import dev.gatehouse.factor.RecoveryCodes.RecoveryCode;
import dev.gatehouse.http.HttpProblems;
import dev.gatehouse.mail.MailBudgets;
import dev.gatehouse.policy.EffectivePolicy;
import dev.gatehouse.policy.PolicyDirectory;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * What all changes of somebody's authenticators have in common: the account is locked first, and at the end the account knows
 * its kinds, people are told, and the audit log has it, all in the one transaction.
 */
final class FactorChanges {

    static final int MAX_OF_A_KIND = 10;

    private final FactorStore factors = new FactorStore();
    private final CodeStore codes = new CodeStore();
    private final RecoveryCodes recoveryCodes = new RecoveryCodes(new Codes());
    private final AccountDirectory accounts;
    private final PolicyDirectory policies;
    private final MailBudgets mails;
    private final FactorNotices notices;
    private final AuditService audit;

    FactorChanges(
            AccountDirectory accounts,
            PolicyDirectory policies,
            MailBudgets mails,
            FactorNotices notices,
            AuditService audit) {
        this.accounts = accounts;
        this.policies = policies;
        this.mails = mails;
        this.notices = notices;
        this.audit = audit;
    }

    /** The account, locked, so that two changes of its authenticators come one after the other. */
    Future<Account> lock(SqlClient tx, UUID accountId) {
        return accounts.lock(tx, accountId).map(found -> found.orElseThrow(HttpProblems.NOT_FOUND::problem));
    }

    /** The account, if it is one of that organisation. */
    Future<Account> require(SqlClient client, UUID organisationId, UUID accountId) {
        return accounts.require(client, organisationId, accountId);
    }

    Future<Optional<Account>> find(SqlClient client, UUID accountId) {
        return accounts.find(client, accountId);
    }

    Future<FactorOverview> overview(SqlClient client, Account account) {
        return factors.list(client, account.id())
                .compose(list -> codes.remaining(client, account.id()).compose(remaining -> policies.of(client, account)
                        .map(policy ->
                                new FactorOverview(list, allowed(policy), remaining.count(), remaining.createdAt()))));
    }

    private static List<FactorKind> allowed(EffectivePolicy policy) {
        return Arrays.stream(FactorKind.values())
                .filter(kind -> policy.allowedFactors().contains(kind.word()))
                .toList();
    }

    /** Whether the account has an authenticator that is still allowed: only such a one can prove anything. */
    Future<Boolean> hasUsable(SqlClient client, Account account) {
        return policies.of(client, account)
                .map(policy -> !policy.usableFactors(account).isEmpty());
    }

    /**
     * Whether one more of that kind may be set up.
     *
     * @return fails with {@code factor-not-allowed} or {@code too-many-factors}
     */
    Future<Void> requireRoom(SqlClient client, Account account, FactorKind kind) {
        return policies.of(client, account).compose(policy -> {
            if (!policy.allowedFactors().contains(kind.word())) {
                throw FactorProblems.FACTOR_NOT_ALLOWED.problem();
            }
            return factors.list(client, account.id()).map(list -> {
                if (list.stream().filter(factor -> factor.kind() == kind).count() >= MAX_OF_A_KIND) {
                    throw FactorProblems.TOO_MANY_FACTORS.problem();
                }
                return null;
            });
        });
    }

    /** New recovery codes for somebody who has none left; empty otherwise. */
    Future<List<String>> firstCodes(SqlClient tx, Account account, Instant now) {
        return codes.remaining(tx, account.id())
                .compose(remaining ->
                        remaining.count() > 0 ? Future.succeededFuture(List.of()) : newCodes(tx, account, now));
    }

    Future<List<String>> newCodes(SqlClient tx, Account account, Instant now) {
        List<RecoveryCode> set = recoveryCodes.issue();
        return codes.replaceRecoveryCodes(
                        tx, account.id(), set.stream().map(RecoveryCode::sha256).toList(), now)
                .map(done -> set.stream().map(RecoveryCode::text).toList());
    }

    /** The account learns what it has now. Recovery codes stand in for an authenticator, so they go with the last one. */
    Future<Void> settle(SqlClient tx, Account account) {
        return factors.list(tx, account.id()).compose(left -> {
            Set<String> kinds =
                    left.stream().map(factor -> factor.kind().word()).collect(Collectors.toUnmodifiableSet());
            Future<Boolean> cleared = kinds.isEmpty()
                    ? codes.removeRecoveryCodesSince(tx, account.id(), Instant.EPOCH)
                    : Future.succeededFuture(false);
            return cleared.compose(done -> accounts.factorsChanged(tx, account.id(), kinds));
        });
    }

    /** Tells people and the audit log. The last statements of a transaction. */
    Future<Void> announce(SqlClient tx, Account account, Notice notice, AuditEvent event) {
        return mails.takeChange(tx, account.id(), event.actorId())
                .compose(taken -> notices.tell(tx, account, notice))
                .compose(told -> audit.record(tx, event));
    }

    Future<Void> record(SqlClient tx, AuditEvent event) {
        return audit.record(tx, event);
    }
}
