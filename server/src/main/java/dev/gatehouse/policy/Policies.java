package dev.gatehouse.policy;

import dev.gatehouse.account.TenantDirectory;
import dev.gatehouse.audit.AuditService;
import dev.gatehouse.db.Db;
import dev.gatehouse.http.Operations;
import java.time.Clock;

/** The front door of this feature: built once, it binds the operations. Other features ask {@link PolicyDirectory}. */
public final class Policies {

    private final PolicyRoutes routes;

    /**
     * Builds the management of policies.
     *
     * @param history what a rehearsal asks about the sign-ins of the last 30 days
     */
    public Policies(Db db, TenantDirectory tenants, AuditService audit, SignInHistory history, Clock clock) {
        this.routes = new PolicyRoutes(
                new PolicyService(db, tenants, audit, clock), new RehearsalService(db, tenants, history, clock));
    }

    public void bind(Operations api) {
        routes.bind(api);
    }
}
