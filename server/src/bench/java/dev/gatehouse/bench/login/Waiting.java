package dev.gatehouse.bench.login;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** Waits for what other processes do. */
final class Waiting {

    private static final long MINUTES = 3;

    private Waiting() {}

    static void until(String what, Callable<Boolean> condition) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(MINUTES);
        while (System.nanoTime() < deadline) {
            try {
                if (condition.call()) {
                    return;
                }
            } catch (Exception notYet) {
                // Asked again.
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
        throw new IOException("waited in vain: " + what);
    }

    static boolean listens(int port) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port), 200);
            return true;
        }
    }
}
