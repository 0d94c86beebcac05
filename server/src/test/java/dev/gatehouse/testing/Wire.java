package dev.gatehouse.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** A bare connection: sends what no client library would, and keeps what comes back as it is (Latin-1). */
public final class Wire implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 15_000;

    private final Socket socket;

    public Wire(URI server) {
        try {
            socket = new Socket(server.getHost(), server.getPort());
            socket.setSoTimeout(PATIENCE_MILLIS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends one request on a connection of its own and reads to the end; the request must ask the server to hang up. */
    public static String exchange(URI server, String request) {
        try (Wire wire = new Wire(server)) {
            return wire.send(request).readAll();
        }
    }

    /** The status of the first answer, or 0 where there is none. */
    public static int status(String answer) {
        return answer.startsWith("HTTP/") ? Integer.parseInt(answer.substring(9, 12)) : 0;
    }

    /** All values of a header of the first answer. */
    public static List<String> header(String answer, String name) {
        String prefix = name.toLowerCase(Locale.ROOT) + ":";
        return Arrays.stream(answer.split("\r\n\r\n", 2)[0].split("\r\n", -1))
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(prefix))
                .map(line -> line.substring(prefix.length()).strip())
                .toList();
    }

    public Wire send(String text) {
        return send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    public Wire send(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends a byte now and then until the server hangs up; how long that took. */
    public Duration drip() {
        long start = System.nanoTime();
        try {
            socket.setSoTimeout(100);
            while (true) {
                socket.getOutputStream().write(' ');
                if (hasHungUp()) {
                    break;
                }
            }
        } catch (IOException reset) {
            // Hung up the hard way.
        }
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private boolean hasHungUp() throws IOException {
        try {
            int next = socket.getInputStream().read();
            while (next >= 0) {
                next = socket.getInputStream().read();
            }
            return true;
        } catch (SocketTimeoutException open) {
            return false;
        }
    }

    /** Everything until the server hangs up, gently or not. */
    public String readAll() {
        return read("");
    }

    /** One answer, by the length that it declares. */
    public String readAnswer() {
        String head = read("\r\n\r\n");
        List<String> length = header(head, "Content-Length");
        if (length.isEmpty()) {
            return head;
        }
        try {
            byte[] body = socket.getInputStream().readNBytes(Integer.parseInt(length.getFirst()));
            return head + new String(body, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String read(String end) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try {
            int next = socket.getInputStream().read();
            while (next >= 0) {
                all.write(next);
                if (!end.isEmpty() && all.toString(StandardCharsets.ISO_8859_1).endsWith(end)) {
                    break;
                }
                next = socket.getInputStream().read();
            }
        } catch (SocketTimeoutException open) {
            throw new AssertionError("still open after: " + all.toString(StandardCharsets.ISO_8859_1), open);
        } catch (IOException reset) {
            // What came before it counts.
        }
        return all.toString(StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
