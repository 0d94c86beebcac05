package dev.gatehouse.testing;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;

/** What the server answered; already held against the contract. */
public record Answer(int status, JsonObject json, String text, HttpResponse<byte[]> raw) {

    /** The last part of a problem's type, or the empty string. */
    public String problem() {
        String type = json.getString("type", "");
        return type.substring(type.lastIndexOf('/') + 1);
    }

    public JsonArray items() {
        return json.getJsonArray("items");
    }

    public String header(String name) {
        return raw.headers().firstValue(name).orElse("");
    }

    /** The answer, if it has this status. */
    public Answer expect(int wanted) {
        if (status != wanted) {
            throw new AssertionError("expected " + wanted + " but got " + status + ": " + text);
        }
        return this;
    }

    /** The answer, if it is this problem. */
    public Answer expect(int wanted, String slug) {
        expect(wanted);
        if (!problem().equals(slug)) {
            throw new AssertionError("expected the problem " + slug + " but got " + text);
        }
        return this;
    }
}
