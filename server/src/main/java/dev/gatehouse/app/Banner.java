package dev.gatehouse.app;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What a person who has just started the server sees: where it is, and how to get in. */
final class Banner {

    private Banner() {}

    static void print(Config config) {
        StringBuilder text = new StringBuilder("\nGatehouse is ready: ")
                .append(config.publicUrl())
                .append('\n');
        text.append("  management  http://localhost:")
                .append(config.management().port())
                .append("/readyz, /metrics\n");
        if (!config.production()) {
            text.append("  mail        ")
                    .append(
                            config.showsCapturedMail()
                                    ? "http://localhost:" + config.management().port()
                                            + "/mail   (captured, never sent)"
                                    : "captured, never sent; shown only where GATEHOUSE_MANAGEMENT_HOST is this machine")
                    .append('\n');
            text.append("  data        ").append(config.dataDir()).append('\n');
            accounts(config.dataDir().resolve(DemoSeed.FILE), text);
        }
        System.out.println(text);
    }

    private static void accounts(Path file, StringBuilder text) {
        if (!Files.exists(file)) {
            return;
        }
        try {
            List<JsonObject> accounts = new JsonObject(Files.readString(file))
                    .getJsonArray("accounts").stream()
                            .map(JsonObject.class::cast)
                            .toList();
            text.append("  sign in as   (mailed codes are at the mail address above)\n");
            accounts.forEach(account -> text.append(String.format(
                    "    %-28s %-24s %s%n",
                    account.getString("email"), account.getString("password"), account.getString("about"))));
            text.append("  secrets for your authenticator app, or for: oathtool --totp -b SECRET\n");
            accounts.stream()
                    .filter(account -> account.getString("totpSecret") != null)
                    .forEach(account -> text.append(String.format(
                            "    %-28s %s%n", account.getString("email"), account.getString("totpSecret"))));
        } catch (IOException e) {
            throw new StartupException(file + " cannot be read", e);
        }
    }
}
