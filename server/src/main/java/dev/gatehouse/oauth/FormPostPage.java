package dev.gatehouse.oauth;

import dev.gatehouse.crypto.Tokens;
import dev.gatehouse.http.Reply;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A page that posts itself to the client (OAuth 2.0 Form Post Response Mode). Its policy lets it run this one script and do
 * nothing else; where the form goes is not limited, because browsers would then refuse the client's own redirect after it.
 */
final class FormPostPage {

    private static final String SCRIPT = "document.forms[0].submit()";
    private static final String POLICY = "default-src 'none'; script-src 'sha256-"
            + Base64.getEncoder().encodeToString(Tokens.sha256(SCRIPT))
            + "'; base-uri 'none'; frame-ancestors 'none'";

    private FormPostPage() {}

    static Reply reply(String redirectUri, Map<String, String> parameters) {
        String fields = parameters.entrySet().stream()
                .map(each -> "<input type=\"hidden\" name=\"" + escaped(each.getKey()) + "\" value=\""
                        + escaped(each.getValue()) + "\">")
                .collect(Collectors.joining("\n"));
        return Reply.html("""
                <!DOCTYPE html>
                <html lang="en">
                <head><meta charset="utf-8"><title>Gatehouse</title></head>
                <body><form method="post" action="%s">
                %s
                <noscript><button>Continue</button></noscript>
                </form><script>%s</script></body>
                </html>
                """.formatted(escaped(redirectUri), fields, SCRIPT), POLICY);
    }

    static String escaped(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.append(c);
            }
        }
        return escaped.toString();
    }
}
