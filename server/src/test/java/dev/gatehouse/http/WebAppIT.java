package dev.gatehouse.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.ErrorLog;
import dev.gatehouse.testing.Wire;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page and its files: nothing else of the class path, no way to another host, and caches that never show an old page. */
class WebAppIT {

    private static final String HTML = "Accept: text/html,*/*;q=0.8\r\n";

    private static EchoServer server;
    private final ErrorLog errors = ErrorLog.open();

    @BeforeAll
    static void start() {
        server = new EchoServer();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @AfterEach
    void nothingIsLoggedAsAnError() {
        errors.close();
        assertThat(errors.lines()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/index.html",
                "/sign-in",
                "/admin/people?q=%zz",
                "/a/b/c",
                "//evil.example/",
                "/%5c%5cevil.example"
            })
    void everyAddressOfTheApplicationShouldBeThePage(String path) {
        String answer = get(path, HTML);

        assertThat(Wire.status(answer)).isEqualTo(200);
        assertThat(answer).contains("<title>Test page</title>").contains("frame-ancestors 'none'");
        assertThat(Wire.header(answer, "Cache-Control")).containsExactly("no-cache");
        assertThat(Wire.header(answer, "X-Frame-Options")).containsExactly("DENY");
    }

    @Test
    void anAssetShouldBeKeptForEver() {
        String answer = get("/assets/app-1a2b3c.js", "");

        assertThat(Wire.status(answer)).isEqualTo(200);
        assertThat(Wire.header(answer, "Cache-Control")).containsExactly("public, max-age=31536000, immutable");
        assertThat(Wire.header(answer, "Vary")).containsExactly("Accept-Encoding");
        assertThat(Wire.header(answer, "X-Content-Type-Options")).containsExactly("nosniff");
        assertThat(Wire.header(answer, "Content-Type").getFirst()).startsWith("text/javascript");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/assets/none.js", "/assets/", "/none.js", "/api/v1/none", "/api", "/api/"})
    void whatIsNotThereShouldBeAProblemThatNobodyKeeps(String path) {
        String answer = get(path, "");

        assertThat(Wire.status(answer)).isEqualTo(404);
        assertThat(answer).contains("problems/not-found").contains("frame-ancestors 'none'");
        assertThat(Wire.header(answer, "Cache-Control")).containsExactly("no-store");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/assets", "//assets", "/\\assets", "//evil.example/../assets"})
    void aFolderShouldLeadNowhereElse(String path) {
        assertThat(Wire.header(get(path, ""), "Location")).allMatch("/assets/"::equals);
    }

    @Test
    void anUnknownOperationShouldNeverBeThePage() {
        for (String method : new String[] {"GET", "HEAD"}) {
            assertThat(Wire.status(exchange(method, "/api/v1/none", HTML))).isEqualTo(404);
            assertThat(Wire.status(exchange(method, "/assets/none.js", HTML))).isEqualTo(404);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/../logback-test.xml",
                "/../../openapi.yaml",
                "/%2e%2e/logback-test.xml",
                "/%2e%2e%2flogback-test.xml",
                "/..%2flogback-test.xml",
                "/..%5clogback-test.xml",
                "/..\\logback-test.xml",
                "/%252e%252e%252flogback-test.xml",
                "/assets/../../logback-test.xml",
                "/assets/..%2f..%2flogback-test.xml",
                "/assets/%2e%2e/%2e%2e/openapi.yaml",
                "/assets/..%2f.hidden",
                "/assets/%c0%ae%c0%ae/%c0%ae%c0%ae/openapi.yaml",
                "/assets/..;/..;/openapi.yaml",
                "/assets//etc/passwd",
                "//etc/passwd",
                "/./.hidden",
                "/.hidden",
                "/%2ehidden",
                "/.hidden%00.js",
                "/openapi.yaml",
                "/META-INF/MANIFEST.MF",
                "/db/migration",
                "/testpages/index.html",
                "/index.html%00.js"
            })
    void nothingElseShouldBeServed(String path) {
        for (String accept : new String[] {"", HTML}) {
            String answer = get(path, accept);

            boolean page = answer.contains("<title>Test page</title>");
            assertThat(Wire.status(answer)).as(path).isEqualTo(page && !accept.isEmpty() ? 200 : 404);
            assertThat(answer).doesNotContain("not for anybody", "openapi:", "<configuration>", "root:");
        }
    }

    @Test
    void headShouldAnswerAsGetDoes() {
        for (String path : new String[] {"/", "/sign-in", "/assets/app-1a2b3c.js", "/assets/none.js", "/icon.svg"}) {
            String get = get(path, HTML);
            String head = exchange("HEAD", path, HTML);

            assertThat(Wire.status(head)).as(path).isEqualTo(Wire.status(get));
            assertThat(Wire.header(head, "Cache-Control")).as(path).isEqualTo(Wire.header(get, "Cache-Control"));
            assertThat(head).as(path).endsWith("\r\n\r\n");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND", "X"})
    void pagesShouldOnlyBeRead(String method) {
        String answer = exchange(method, "/", HTML + "Origin: https://evil.example\r\nCookie: secret=1\r\n");

        assertThat(Wire.status(answer)).isBetween(400, 499);
        assertThat(answer).doesNotContain("secret=1", "Access-Control");
    }

    @Test
    void anotherNameOfThisMachineShouldLeadToTheRightOneAndNowhereElse() {
        for (String host : new String[] {
            "localhost:8080",
            "evil.example",
            "evil.example:80",
            "gatehouse.example.evil.example",
            "gatehouse.example:81"
        }) {
            for (String path : new String[] {
                "/", "//evil.example/", "/%0d%0aSet-Cookie:x", "/\\evil.example", "/a?next=//evil.example"
            }) {
                String answer = Wire.exchange(
                        server.address(),
                        "GET " + path + " HTTP/1.1\r\nHost: " + host
                                + "\r\nConnection: close\r\nSec-Fetch-Dest: document\r\n\r\n");

                assertThat(Wire.status(answer)).as(host + path).isEqualTo(302);
                assertThat(Wire.header(answer, "Location")).containsExactly("http://gatehouse.example/");
                assertThat(Wire.header(answer, "Set-Cookie")).isEmpty();
            }
        }
    }

    @Test
    void theRightNameShouldNotBeSentInCircles() {
        for (String host : new String[] {"gatehouse.example", "GATEHOUSE.example"}) {
            String answer = Wire.exchange(
                    server.address(),
                    "GET / HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\nSec-Fetch-Dest: document\r\n\r\n");

            assertThat(Wire.status(answer)).isEqualTo(200);
        }
    }

    /** A proxy may say its own name for us in {@code Host}: sending that to the right one would never end. */
    @Test
    void whatAProxyPassedOnShouldNotBeSentInCircles() {
        for (String header : new String[] {
            "X-Forwarded-For: 192.0.2.7", "X-Forwarded-Host: gatehouse.example", "Forwarded: for=192.0.2.7"
        }) {
            String answer = Wire.exchange(
                    server.address(),
                    "GET /reset HTTP/1.1\r\nHost: 10.0.0.9:8080\r\n" + header + "\r\nAccept: text/html\r\n"
                            + "Connection: close\r\nSec-Fetch-Dest: document\r\n\r\n");

            assertThat(Wire.status(answer)).as(header).isEqualTo(200);
        }
    }

    @Test
    void onlyFilesShouldBeCompressed() {
        String page = get("/", HTML + "Accept-Encoding: gzip\r\n");
        String operation =
                get("/api/v1/echo/" + EchoServer.ID + "?q=" + "secret".repeat(30), "Accept-Encoding: gzip, br\r\n");

        assertThat(Wire.header(page, "Vary")).containsExactly("Accept-Encoding");
        assertThat(Wire.status(operation)).isEqualTo(200);
        assertThat(operation).contains("secretsecret");
        assertThat(Wire.header(operation, "Content-Encoding")).allMatch("identity"::equals);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bytes=99999-",
                "bytes=5-3",
                "bytes=-99999",
                "bytes=a-b",
                "bytes=0-1,3-4",
                "lines=0-1",
                "bytes=-0"
            })
    void anOddRangeShouldBeNoError(String range) {
        assertThat(Wire.status(get("/assets/app-1a2b3c.js", "Range: " + range + "\r\n")))
                .isIn(200, 206, 400, 416);
    }

    private static String get(String path, String headers) {
        return exchange("GET", path, headers);
    }

    private static String exchange(String method, String path, String headers) {
        return Wire.exchange(
                server.address(),
                method + " " + path + " HTTP/1.1\r\nHost: gatehouse.example\r\nConnection: close\r\n" + headers
                        + "\r\n");
    }
}
