package dev.gatehouse.testing;

import dev.gatehouse.http.Parts;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;

/** Reads a body that is made part by part, as a client that takes it all. */
public final class Text {

    private Text() {}

    public static String of(Parts parts) {
        Buffer all = Buffer.buffer();
        Optional<Buffer> part = parts.next().await();
        while (part.isPresent()) {
            all.appendBuffer(part.get());
            part = parts.next().await();
        }
        parts.close();
        return all.toString();
    }
}
