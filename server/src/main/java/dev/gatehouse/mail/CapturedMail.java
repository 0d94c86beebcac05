package dev.gatehouse.mail;

import dev.gatehouse.db.Db;
import dev.gatehouse.http.Json;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The messages that a demonstration would have sent, for reading in a browser. They contain codes and links: mount this only
 * where nobody but the person at the machine can reach it.
 */
public final class CapturedMail {

    private static final int SHOWN = 200;
    // Between escaping and linking nothing may be decoded again: an address ends at the first escaped character but
    // &amp;.
    private static final Pattern LINK = Pattern.compile("https?://(?:[^\\s&<>\"']|&amp;)+");

    private final Db db;
    private final MailStore store = new MailStore();

    public CapturedMail(Db db) {
        this.db = db;
    }

    /** Adds {@code /mail}, {@code /mail/<id>} and {@code /mail.json}; both lists take {@code ?to=<address>}. */
    public void mount(Router router) {
        router.get("/mail.json")
                .handler(context -> answer(context, recent(context).map(CapturedMail::json), "application/json"));
        router.get("/mail")
                .handler(context ->
                        answer(context, recent(context).map(CapturedMail::list), "text/html; charset=utf-8"));
        router.getWithRegex("/mail/(?<id>[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})")
                .handler(this::message);
    }

    private Future<List<StoredMail>> recent(RoutingContext context) {
        Optional<String> recipient = context.queryParam("to").stream().findFirst();
        return db.query(client -> store.recent(client, recipient, SHOWN));
    }

    private void message(RoutingContext context) {
        UUID id = UUID.fromString(context.pathParam("id"));
        db.query(client -> store.find(client, id))
                .onSuccess(found -> {
                    if (found.isPresent()) {
                        answer(context, Future.succeededFuture(page(found.get())), "text/html; charset=utf-8");
                    } else {
                        context.fail(404);
                    }
                })
                .onFailure(context::fail);
    }

    private static void answer(RoutingContext context, Future<String> text, String type) {
        text.compose(body -> {
                    HttpServerResponse response = context.response();
                    response.putHeader("Content-Type", type);
                    response.putHeader("Cache-Control", "no-store");
                    response.putHeader("X-Content-Type-Options", "nosniff");
                    response.putHeader("Referrer-Policy", "no-referrer");
                    response.putHeader(
                            "Content-Security-Policy",
                            "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'");
                    return response.end(body);
                })
                .onFailure(context::fail);
    }

    private static String json(List<StoredMail> mails) {
        return Json.object()
                .put("items", mails.stream().map(CapturedMail::json).toList())
                .done()
                .encode();
    }

    private static Json json(StoredMail stored) {
        Mail mail = stored.outgoing().mail();
        return Json.object()
                .put("id", stored.outgoing().id())
                .put("at", stored.outgoing().createdAt())
                .put("to", mail.recipient())
                .put("kind", mail.kind())
                .put("subject", mail.subject())
                .put("body", mail.body())
                .put("state", stored.delivery().state().name().toLowerCase(Locale.ROOT));
    }

    private static String list(List<StoredMail> mails) {
        StringBuilder rows = new StringBuilder();
        for (StoredMail stored : mails) {
            Mail mail = stored.outgoing().mail();
            rows.append("<tr><td>%s<td>%s<td><a href=\"/mail/%s\">%s</a>"
                    .formatted(
                            seconds(stored),
                            escape(mail.recipient()),
                            stored.outgoing().id(),
                            escape(mail.subject().isBlank() ? "(no subject)" : mail.subject())));
        }
        String table = mails.isEmpty()
                ? "<p>No mail yet. Reload to look again."
                : "<table><tr><th>When<th>To<th>Subject" + rows + "</table>";
        return html(
                "Captured mail",
                "<p>None of these messages was sent. The newest is at the top; reload for more." + table);
    }

    private static Instant seconds(StoredMail stored) {
        return stored.outgoing().createdAt().truncatedTo(ChronoUnit.SECONDS);
    }

    private static String page(StoredMail stored) {
        Mail mail = stored.outgoing().mail();
        String body = LINK.matcher(escape(mail.body()))
                .replaceAll(link -> "<a href=\"%1$s\" rel=\"noreferrer\">%1$s</a>"
                        .formatted(Matcher.quoteReplacement(link.group())));
        return html(
                mail.subject(),
                "<p><a href=\"/mail\">All mail</a><p>To %s, %s<pre>%s</pre>"
                        .formatted(escape(mail.recipient()), seconds(stored), body));
    }

    private static String html(String title, String content) {
        return """
                <!doctype html><html lang="en"><meta charset="utf-8"><title>%1$s</title>
                <meta name="viewport" content="width=device-width">
                <style>
                body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 60rem; padding: 0 1rem }
                table { border-collapse: collapse; width: 100%% } th, td { text-align: left; padding: .4rem .8rem .4rem 0 }
                td { border-top: 1px solid #ddd; overflow-wrap: anywhere } pre { white-space: pre-wrap; overflow-wrap: anywhere }
                :root { color-scheme: light dark }
                </style>
                <h1>%1$s</h1>%2$s
                """.formatted(escape(title), content);
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
