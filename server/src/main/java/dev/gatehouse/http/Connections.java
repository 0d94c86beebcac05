package dev.gatehouse.http;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What holds for a connection before any route is looked for. Nobody may keep one busy by sending slowly, and nothing that
 * another server could take for a second request is taken for one here (RFC 9112, section 11.2). One for each event loop.
 */
final class Connections implements Handler<HttpServerRequest> {

    /**
     * How long a connection waits. The idle timeout of the server alone is no limit: one byte a minute resets it.
     *
     * @param head for a whole next request line with its headers
     * @param body for a whole body
     * @param rest for what is still being sent after the answer has gone
     */
    record Patience(Duration head, Duration body, Duration rest) {
        static final Patience USUAL =
                new Patience(Duration.ofSeconds(75), Duration.ofSeconds(60), Duration.ofSeconds(10));
    }

    /** Where one connection is. */
    private static final class Line {
        private @Nullable HttpServerRequest request;
        private long since = System.nanoTime();
        private boolean answered;
        private boolean last;

        void begin(HttpServerRequest next) {
            request = next;
            since = System.nanoTime();
            answered = false;
        }
    }

    private final Patience patience;
    private final Handler<HttpServerRequest> next;
    private final Map<HttpConnection, Line> lines = new HashMap<>();

    Connections(Patience patience, Handler<HttpServerRequest> next) {
        this.patience = patience;
        this.next = next;
    }

    void opened(HttpConnection connection) {
        lines.put(connection, new Line());
        connection.closeHandler(closed -> lines.remove(connection));
    }

    @Override
    public void handle(HttpServerRequest request) {
        Line line = lines.get(request.connection());
        if (line == null || line.last) {
            // Read as a part of the request before it by a proxy, and as one of its own by us: smuggled.
            request.connection().close();
            return;
        }
        line.begin(request);
        List<String> codings = request.headers().getAll("Transfer-Encoding");
        if (!codings.isEmpty()) {
            line.last = true;
            request.response().putHeader("Connection", "close");
        }
        boolean plain = codings.isEmpty() || (codings.size() == 1 && "chunked".equalsIgnoreCase(codings.getFirst()));
        if (plain && request.headers().getAll("Host").size() <= 1) {
            next.handle(request);
        } else {
            line.last = true;
            ProblemHandler.answer(
                    request.response().putHeader("Connection", "close"),
                    HttpProblems.INVALID_REQUEST.problem("The request can be read in more than one way."));
            request.connection().close();
        }
    }

    /** What is no request: nobody knows where the next one would begin. */
    void undecodable(HttpServerRequest request) {
        Line line = lines.get(request.connection());
        if (line != null && !line.last) {
            line.last = true;
            ProblemHandler.answerUndecodable(request);
        }
        request.connection().close();
    }

    /** Ends what takes too long; to be called about once a second. */
    void sweep() {
        long now = System.nanoTime();
        List.copyOf(lines.entrySet()).forEach(entry -> {
            if (overdue(entry.getValue(), now)) {
                entry.getKey().close();
            }
        });
    }

    private boolean overdue(Line line, long now) {
        HttpServerRequest request = line.request;
        if (request == null) {
            return waited(line, now, patience.head());
        }
        boolean sent = request.isEnded();
        if (!request.response().ended()) {
            return !sent && waited(line, now, patience.body());
        }
        if (!line.answered) {
            // What nobody will read is thrown away, so that a client that sends first and reads later gets its answer.
            line.answered = true;
            line.since = now;
            request.resume();
        }
        if (!sent) {
            return waited(line, now, patience.rest());
        }
        line.request = null;
        return line.last;
    }

    private static boolean waited(Line line, long now, Duration limit) {
        return now - line.since > limit.toNanos();
    }
}
