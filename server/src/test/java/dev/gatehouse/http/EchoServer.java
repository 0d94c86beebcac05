package dev.gatehouse.http;

import dev.gatehouse.app.AppNode;
import dev.gatehouse.http.Connections.Patience;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** The public port with a small contract of its own, whose operations answer what reached them; no database behind it. */
final class EchoServer implements AutoCloseable {

    static final URI PUBLIC_URL = URI.create("http://gatehouse.example");
    static final String ID = "0190a0b0-c0d0-7000-8000-000000000001";

    private static final String CONTRACT = """
            openapi: 3.1.0
            paths:
              /api/v1/echo/{id}:
                get:
                  operationId: getEcho
                  tags: [echo]
                  security: []
                  parameters:
                    - name: id
                      in: path
                      required: true
                      schema: { type: string, format: uuid, pattern: '^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$' }
                    - { name: q, in: query, schema: { type: string, maxLength: 200 } }
                    - { name: n, in: query, schema: { type: integer, minimum: 1, maximum: 200 } }
                    - { name: flag, in: query, schema: { type: boolean } }
              /api/v1/echo:
                post:
                  operationId: sendEcho
                  tags: [echo]
                  security: []
                  requestBody: &body
                    required: true
                    content:
                      application/json:
                        schema:
                          type: object
                          additionalProperties: false
                          required: [text]
                          properties:
                            text: { type: string, maxLength: 20000 }
                            list: { type: array, maxItems: 5, items: { type: object, required: [word], additionalProperties: false, properties: { word: { enum: [a, b] } } } }
              /api/v1/nothing:
                post:
                  operationId: sendNothing
                  tags: [echo]
                  security: []
              /api/v1/text:
                post:
                  operationId: sendText
                  tags: [echo]
                  security: []
                  requestBody: { required: true, content: { text/csv: { schema: { type: string } } } }
              /api/v1/own:
                post:
                  operationId: sendOwn
                  tags: [echo]
                  x-permission: self
                  requestBody: *body
              /oauth2/form:
                post:
                  operationId: sendForm
                  tags: [echo]
                  security: [{ client: [] }]
                  x-cross-site: true
                  x-cors: true
                  requestBody:
                    required: true
                    content:
                      application/x-www-form-urlencoded:
                        schema:
                          type: object
                          required: [grant_type]
                          properties:
                            grant_type: { type: string, maxLength: 20 }
                            code: { type: string, maxLength: 10, pattern: '^[A-Za-z]+$' }
                  responses: { default: { content: { application/json: {} } } }
              /oauth2/page:
                get:
                  operationId: getPage
                  tags: [echo]
                  security: []
                  x-cross-site: true
                  parameters:
                    - { name: state, in: query, schema: { type: string, maxLength: 10 } }
                  responses: { default: { content: { text/html: {} } } }
            """;

    private final Vertx vertx = Vertx.vertx();
    private final ApiVerticle verticle;
    private final AtomicInteger handled = new AtomicInteger();

    EchoServer() {
        this(Patience.USUAL);
    }

    EchoServer(Patience patience) {
        Operations operations = new Operations(
                Contract.of(CONTRACT),
                new RequestReader(new ClientAddress(List.of())),
                new CrossSiteGuard(PUBLIC_URL),
                (request, permission) -> Future.failedFuture(HttpProblems.SIGN_IN_REQUIRED.problem()),
                new HttpMetrics(new SimpleMeterRegistry()));
        operations.on("getEcho", this::echo);
        operations.on("sendEcho", this::echo);
        operations.on("sendNothing", this::echo);
        operations.on("sendText", this::echo);
        operations.on("sendOwn", this::echo);
        operations.on("sendForm", this::echo);
        operations.on("getPage", this::page);
        operations.requireComplete();
        verticle = new ApiVerticle(operations, PUBLIC_URL, 0, "testpages", patience);
        AppNode.await(vertx.deployVerticle(verticle));
    }

    /** One that loses patience quickly. */
    static EchoServer impatient() {
        Duration little = Duration.ofSeconds(1);
        return new EchoServer(new Patience(little, little, little));
    }

    URI address() {
        return URI.create("http://localhost:" + verticle.port());
    }

    /** How many requests got as far as an operation. */
    int handled() {
        return handled.get();
    }

    private Future<Reply> echo(Request request) {
        handled.incrementAndGet();
        JsonObject seen = new JsonObject()
                .put("parameters", JsonObject.mapFrom(request.parameters()))
                .put("body", request.body())
                .put("text", request.text());
        request.query("q").ifPresent(q -> seen.put("q", q));
        request.query("n").ifPresent(n -> seen.put("n", n));
        request.query("flag").ifPresent(flag -> seen.put("flag", flag));
        return Future.succeededFuture(
                Reply.ok(seen.put("client", request.origin().client())
                        .put("requestId", request.origin().requestId())));
    }

    private Future<Reply> page(Request request) {
        handled.incrementAndGet();
        return Future.succeededFuture(
                request.query("state").map(Reply::redirect).orElseGet(() -> Reply.html("<p>", "default-src 'none'")));
    }

    @Override
    public void close() {
        AppNode.await(vertx.close());
    }
}
