package dev.gatehouse.account;

import dev.gatehouse.audit.AuditService;
import dev.gatehouse.db.Db;
import dev.gatehouse.db.Notifications;
import dev.gatehouse.http.Operations;
import dev.gatehouse.work.Blocking;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.PrintStream;
import java.time.Clock;

/** The front door of this feature: built once, it binds the operations and gives the application its job and its command. */
public final class Accounts {

    private final OrganisationService organisations;
    private final DomainService domains;
    private final DomainProofService proofs;
    private final AccountService accounts;
    private final AddressService addresses;
    private final ImportService imports;

    /**
     * What the management of people is built on.
     *
     * @param credentials the sign-in, which invites people and ends their sessions
     * @param records where a domain is proved
     */
    public record Parts(
            Db db,
            Clock clock,
            AuditService audit,
            Letters letters,
            Credentials credentials,
            Blocking blocking,
            TxtRecords records) {}

    public Accounts(Parts parts) {
        Db db = parts.db();
        Clock clock = parts.clock();
        AuditService audit = parts.audit();
        this.organisations = new OrganisationService(db, audit, parts.credentials(), clock);
        this.domains = new DomainService(db, audit, clock);
        this.proofs = new DomainProofService(db, audit, parts.records(), clock);
        this.accounts = new AccountService(db, audit, parts.credentials(), clock);
        this.addresses = new AddressService(db, audit, parts.letters(), clock);
        this.imports = new ImportService(db, audit, parts.credentials(), parts.blocking(), clock);
    }

    public void bind(Operations api) {
        new OrganisationRoutes(organisations, domains, proofs).bind(api);
        new AccountRoutes(accounts, addresses).bind(api);
        new ImportRoutes(imports).bind(api);
    }

    public OrganisationService organisations() {
        return organisations;
    }

    public DomainService domains() {
        return domains;
    }

    public AccountService accounts() {
        return accounts;
    }

    AddressService addresses() {
        return addresses;
    }

    ImportService imports() {
        return imports;
    }

    /** Clears away claims to domains that nobody has proved. */
    public Future<Void> sweep() {
        return proofs.sweep();
    }

    /** Carries on imports; to be deployed on every node. */
    public ImportJob importJob(Notifications notifications) {
        return new ImportJob(imports, notifications);
    }

    /** The import of the command line, which prints what it does. */
    public AccountImportCommand importCommand(Vertx vertx, PrintStream out) {
        return new AccountImportCommand(vertx, organisations, imports, out);
    }
}
