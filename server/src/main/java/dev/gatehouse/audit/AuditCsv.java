package dev.gatehouse.audit;

import dev.gatehouse.db.CsvPages;
import dev.gatehouse.db.Page;
import dev.gatehouse.http.Csv;
import dev.gatehouse.http.Parts;
import io.vertx.core.Future;
import java.util.function.Function;

/** Entries as a file for spreadsheets. */
final class AuditCsv {

    private AuditCsv() {}

    static Parts of(Function<Page.Wanted, Future<Page<AuditEntry>>> pages) {
        Csv csv = Csv.of(
                "seq",
                "at",
                "action",
                "result",
                "actor",
                "actor_id",
                "object_kind",
                "object",
                "object_id",
                "network",
                "client",
                "request_id",
                "details");
        return new CsvPages<>(csv, AuditCsv::add, pages);
    }

    private static void add(Csv csv, AuditEntry entry) {
        csv.row(
                entry.seq(),
                entry.at(),
                entry.action(),
                entry.result(),
                entry.actorName(),
                entry.actorId(),
                entry.objectKind(),
                entry.objectName(),
                entry.objectId(),
                entry.network(),
                entry.client(),
                entry.requestId(),
                entry.details());
    }
}
