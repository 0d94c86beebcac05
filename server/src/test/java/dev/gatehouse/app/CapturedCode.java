package dev.gatehouse.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.Eventually;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads mailed codes where a person would: in the captured mail, on the management port. */
final class CapturedCode {

    private static final Pattern CODE = Pattern.compile("\\b(\\d{4}) ?(\\d{4})\\b");

    private final String list;

    CapturedCode(Map<String, String> environment) {
        this.list = "http://localhost:" + environment.get("GATEHOUSE_MANAGEMENT_PORT") + "/mail.json?to=";
    }

    String of(String recipient) {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(list + recipient)).build();
        return Eventually.get(() -> {
            try (HttpClient http = HttpClient.newHttpClient()) {
                String body =
                        http.send(request, HttpResponse.BodyHandlers.ofString()).body();
                Matcher matcher = CODE.matcher(body);
                assertThat(matcher.find()).as(body).isTrue();
                return matcher.group(1) + matcher.group(2);
            } catch (IOException e) {
                throw new AssertionError(e);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }
}
