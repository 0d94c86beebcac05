package dev.gatehouse.http;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * Takes a person whom another site has sent here with a broken request to the application's page that says so. The answer itself
 * keeps the status of the failure; nothing of the request is repeated in it.
 */
final class ErrorPage {

    private ErrorPage() {}

    static String body(Problem problem, String requestId) {
        String page = "/error?error=" + problem.type().slug() + "&amp;request="
                + URLEncoder.encode(requestId, StandardCharsets.UTF_8);
        return """
                <!DOCTYPE html>
                <html lang="en">
                <head><meta charset="utf-8"><title>Gatehouse</title>
                <meta http-equiv="refresh" content="0; url=%s"></head>
                <body><p><a href="%s">What went wrong</a></p></body>
                </html>
                """.formatted(page, page);
    }
}
