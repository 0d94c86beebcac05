package dev.gatehouse.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * How long a start takes and how much memory the server holds when idle: {@code ./gatehouse bench Start [RUNS]}. Starts the server
 * again and again on one data folder, with and without the recorded start (AOT cache) in turn, and prints medians. Each time is from
 * the start of the process to the line that says it is ready, the embedded PostgreSQL included.
 */
public final class Start {

    private static final Path TARGET = Path.of(System.getProperty("java.class.path").split(":")[0])
            .toAbsolutePath()
            .getParent();

    private Start() {}

    private record Sample(double seconds, long residentKib) {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        int runs = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 5;
        Path folder = Files.createTempDirectory("gatehouse-bench");
        try {
            System.out.printf("first start on an empty folder: %.2f s%n", start(folder, true).seconds());
            List<Sample> recorded = new ArrayList<>();
            List<Sample> plain = new ArrayList<>();
            for (int i = 0; i < runs; i++) {
                recorded.add(start(folder, true));
                plain.add(start(folder, false));
            }
            report("with the recorded start", recorded);
            report("without it", plain);
        } finally {
            delete(folder);
        }
    }

    private static Sample start(Path folder, boolean withCache) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@" + TARGET.getParent().resolve("jvm.options")));
        Path cache = TARGET.resolve("gatehouse.aot");
        if (withCache && Files.exists(cache)) {
            command.add("-XX:AOTCache=" + cache);
        }
        command.addAll(List.of("-jar", TARGET.resolve("gatehouse.jar").toString(), "run"));
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("GATEHOUSE_DATA_DIR", folder.resolve("data").toString());
        builder.environment().put("GATEHOUSE_HTTP_PORT", "18480");
        builder.environment().put("GATEHOUSE_MANAGEMENT_PORT", "18490");
        long begun = System.nanoTime();
        Process server = builder.start();
        try (BufferedReader lines = server.inputReader(StandardCharsets.UTF_8)) {
            String line = lines.readLine();
            while (line != null && !line.contains("Gatehouse is ready")) {
                line = lines.readLine();
            }
            if (line == null) {
                throw new IOException("the server did not start; exit status " + server.waitFor());
            }
            double seconds = (System.nanoTime() - begun) / 1e9;
            TimeUnit.SECONDS.sleep(3);
            return new Sample(seconds, resident(server.pid()));
        } finally {
            server.destroy();
            server.waitFor(30, TimeUnit.SECONDS);
        }
    }

    private static long resident(long pid) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElse(0);
    }

    private static void report(String name, List<Sample> samples) {
        List<Double> seconds = new ArrayList<>(samples.stream().map(Sample::seconds).toList());
        List<Long> memory = new ArrayList<>(samples.stream().map(Sample::residentKib).toList());
        Collections.sort(seconds);
        Collections.sort(memory);
        System.out.printf(
                "%-24s ready after %.2f s (%.2f to %.2f), %d MB resident 3 s later%n",
                name,
                seconds.get(seconds.size() / 2),
                seconds.getFirst(),
                seconds.getLast(),
                memory.get(memory.size() / 2) / 1024);
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
