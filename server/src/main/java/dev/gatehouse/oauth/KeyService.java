package dev.gatehouse.oauth;

import dev.gatehouse.audit.AuditEvent;
import dev.gatehouse.audit.AuditService;
import dev.gatehouse.db.Db;
import dev.gatehouse.http.Caller;
import dev.gatehouse.http.Permission;
import dev.gatehouse.http.StepUp;
import dev.gatehouse.work.Blocking;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.time.Clock;
import java.util.List;
import java.util.function.Function;

/** Makes, replaces and forgets the keys that sign tokens, and holds those of the moment ready. */
final class KeyService {

    private final Db db;
    private final KeyStore store;
    private final AuditService audit;
    private final Blocking blocking;
    private final Clock clock;
    // Replaced as a whole; read by every event loop.
    private final Es256Signers signers = Es256Signers.best();
    private volatile KeyRing ring = new KeyRing(List.of(), signers);

    KeyService(Db db, KeyStore store, AuditService audit, Blocking blocking, Clock clock) {
        this.db = db;
        this.store = store;
        this.audit = audit;
        this.blocking = blocking;
        this.clock = clock;
    }

    KeyRing ring() {
        return ring;
    }

    /** Does what is due, and takes over what other nodes have done. */
    Future<Void> maintain() {
        return db.query(store::all)
                .compose(keys -> plan(keys).empty()
                        ? Future.succeededFuture(keys)
                        : db.transaction(tx -> change(tx, this::plan)))
                .map(keys -> {
                    ring = new KeyRing(keys, signers);
                    return null;
                });
    }

    Future<List<SigningKey>> list(Caller caller) {
        caller.require(Permission.PROVIDER);
        return db.query(store::all);
    }

    /** Replaces the keys as soon as everybody can have seen the new ones: in ten minutes. */
    Future<List<SigningKey>> rotate(Caller caller) {
        caller.require(Permission.PROVIDER);
        caller.requireStepUp(StepUp.Action.MANAGE, clock.instant());
        return db.transaction(tx -> change(tx, keys -> KeyPlan.rotation(keys, clock.instant()))
                .compose(keys -> audit.record(tx, AuditEvent.by(caller, caller.organisationId(), "oauth.rotate-keys"))
                        .map(keys)));
    }

    private KeyPlan plan(List<SigningKey> keys) {
        return KeyPlan.due(keys, clock.instant());
    }

    /** Decided on the keys as they are once no other node decides. */
    private Future<List<SigningKey>> change(SqlClient tx, Function<List<SigningKey>, KeyPlan> decide) {
        return store.lock(tx)
                .compose(locked -> store.all(tx))
                .compose(keys -> apply(tx, decide.apply(keys)))
                .compose(applied -> store.tell(tx))
                .compose(told -> store.all(tx));
    }

    private Future<Void> apply(SqlClient tx, KeyPlan plan) {
        Future<Void> done = Future.succeededFuture();
        for (SigningKey key : plan.forgotten()) {
            done = done.compose(before -> store.delete(tx, key));
        }
        for (SigningKey key : plan.changed()) {
            done = done.compose(before -> store.update(tx, key));
        }
        for (KeyPlan.Wanted wanted : plan.wanted()) {
            done = done.compose(before -> blocking.call(() ->
                            SigningKey.generate(wanted.alg(), wanted.state(), clock.instant(), wanted.activatesAt())))
                    .compose(key -> store.insert(tx, key));
        }
        return done;
    }
}
