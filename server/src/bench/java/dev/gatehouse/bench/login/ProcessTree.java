package dev.gatehouse.bench.login;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What a process and its descendants have used, as Linux counts it. */
final class ProcessTree {

    private static final double TICKS_A_SECOND = 100;

    private final long root;

    ProcessTree(long root) {
        this.root = root;
    }

    /** Seconds of CPU, user and system, of all that live, and of children that have ended and were waited for. */
    double cpuSeconds() {
        return pids().stream().mapToDouble(ProcessTree::cpuSeconds).sum();
    }

    /** Resident memory, in MB; what processes share is counted for each. */
    long residentMb() {
        return pids().stream().mapToLong(ProcessTree::residentMb).sum();
    }

    private static long residentMb(long pid) {
        return read(pid, "status")
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElse(0);
    }

    private List<Long> pids() {
        return Stream.concat(
                        Stream.of(root),
                        ProcessHandle.of(root).stream()
                                .flatMap(ProcessHandle::descendants)
                                .map(ProcessHandle::pid))
                .toList();
    }

    private static double cpuSeconds(long pid) {
        return read(pid, "stat")
                .findFirst()
                .map(line -> {
                    String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ");
                    long ticks = 0;
                    for (int i = 11; i <= 14; i++) {
                        ticks += Long.parseLong(fields[i]);
                    }
                    return ticks / TICKS_A_SECOND;
                })
                .orElse(0.0);
    }

    private static Stream<String> read(long pid, String file) {
        try {
            return Files.readAllLines(Path.of("/proc", Long.toString(pid), file)).stream();
        } catch (NoSuchFileException ended) {
            return Stream.empty();
        } catch (IOException e) {
            return Stream.empty();
        }
    }
}
