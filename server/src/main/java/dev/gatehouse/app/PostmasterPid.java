package dev.gatehouse.app;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What PostgreSQL's {@code postmaster.pid} says: which process serves the cluster and whether it takes connections.
 * The file is PostgreSQL's own; it is read here and never written or deleted.
 */
record PostmasterPid(long pid, boolean ready) {

    /** Who the process of that number is now. */
    enum Holder {
        GONE,
        OUR_POSTGRES,
        SOMETHING_ELSE,
        UNKNOWN
    }

    private static final int STATUS_LINE = 7;

    static Optional<PostmasterPid> read(Path data) {
        try {
            List<String> lines = Files.readAllLines(data.resolve("postmaster.pid"));
            if (lines.isEmpty() || lines.getFirst().isBlank()) {
                return Optional.empty();
            }
            boolean ready =
                    lines.size() > STATUS_LINE && lines.get(STATUS_LINE).strip().equals("ready");
            return Optional.of(new PostmasterPid(Long.parseLong(lines.getFirst().strip()), ready));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        } catch (IOException | NumberFormatException unreadable) {
            throw new StartupException("The file " + data.resolve("postmaster.pid") + " cannot be read", unreadable);
        }
    }

    /**
     * Numbers are used again after a restart of the machine or container, so a living process proves nothing: it is
     * ours when its command line serves this very folder.
     */
    Holder holder(Path data) {
        if (ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty()) {
            return Holder.GONE;
        }
        try {
            return holder(commandLine(), data);
        } catch (NoSuchFileException endedMeanwhile) {
            return Holder.GONE;
        } catch (IOException hidden) {
            return Holder.UNKNOWN;
        }
    }

    private List<String> commandLine() throws IOException {
        String words = Files.readString(Path.of("/proc/" + pid + "/cmdline"), StandardCharsets.ISO_8859_1);
        return List.of(words.split("\0"));
    }

    private static Holder holder(List<String> commandLine, Path data) {
        int folder = commandLine.indexOf("-D") + 1;
        if (folder > 0 && folder < commandLine.size()) {
            return commandLine.get(folder).equals(bytesOf(data)) ? Holder.OUR_POSTGRES : Holder.SOMETHING_ELSE;
        }
        boolean postgres = commandLine.getFirst().matches("(.*/)?(postgres|postmaster)");
        return postgres ? Holder.UNKNOWN : Holder.SOMETHING_ELSE;
    }

    /** A path may hold bytes that are no valid text: both sides are compared byte by byte. */
    private static String bytesOf(Path path) {
        return new String(path.toString().getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }
}
