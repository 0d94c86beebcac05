package dev.gatehouse.app;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A folder with PostgreSQL's programs, and the major version they are. */
record PostgresBinaries(Path folder, int major) {

    private static final int OLDEST = 14;
    private static final Pattern VERSION = Pattern.compile("\\(PostgreSQL\\) (\\d+)");
    /** Where Debian (and its kin) and the PostgreSQL project's own packages for Red Hat keep one folder a version. */
    private static final List<Path> DISTRIBUTION = List.of(Path.of("/usr/lib/postgresql"), Path.of("/usr"));

    Path program(String name) {
        return folder.resolve(name);
    }

    /**
     * The configured programs; else the distribution's newest; else those in the jar, unpacked under
     * {@code unpackInto}. An existing cluster is only ever opened by the major version that made it.
     *
     * @param clusterMajor what the existing cluster was made by, if there is one
     */
    static PostgresBinaries find(Optional<Path> configured, OptionalInt clusterMajor, Path unpackInto) {
        if (configured.isPresent()) {
            return configured(configured.get(), clusterMajor);
        }
        Predicate<PostgresBinaries> fits = found -> clusterMajor.isEmpty() || clusterMajor.getAsInt() == found.major();
        return distribution().stream()
                .filter(fits)
                .max(Comparator.comparingInt(PostgresBinaries::major))
                .or(() -> BundledPostgres.unpack(unpackInto)
                        .map(PostgresBinaries::identify)
                        .filter(fits))
                .orElseThrow(() -> new StartupException(noneFound(clusterMajor)));
    }

    private static PostgresBinaries configured(Path folder, OptionalInt clusterMajor) {
        PostgresBinaries binaries = identify(folder.toAbsolutePath());
        if (clusterMajor.isPresent() && clusterMajor.getAsInt() != binaries.major()) {
            throw new StartupException("The embedded database was made by PostgreSQL " + clusterMajor.getAsInt()
                    + ", but GATEHOUSE_POSTGRES_BIN=" + folder + " is PostgreSQL " + binaries.major());
        }
        return binaries;
    }

    private static PostgresBinaries identify(Path folder) {
        if (!Files.isExecutable(folder.resolve("postgres")) || !Files.isExecutable(folder.resolve("initdb"))) {
            throw new StartupException("There are no PostgreSQL programs (postgres, initdb) in " + folder);
        }
        String version =
                PostgresProcess.output(List.of(folder.resolve("postgres").toString(), "--version"), folder);
        Matcher major = VERSION.matcher(version);
        if (!major.find()) {
            throw new StartupException(folder.resolve("postgres") + " does not run here: " + version.strip());
        }
        return new PostgresBinaries(folder, Integer.parseInt(major.group(1)));
    }

    private static List<PostgresBinaries> distribution() {
        var found = new ArrayList<PostgresBinaries>();
        for (Path parent : DISTRIBUTION) {
            try (DirectoryStream<Path> versions = Files.newDirectoryStream(parent, "{[0-9]*,pgsql-[0-9]*}")) {
                versions.forEach(version -> inVersionFolder(version).ifPresent(found::add));
            } catch (IOException noSuchFolder) {
                // Not every machine has a distribution's PostgreSQL.
            }
        }
        return found;
    }

    private static Optional<PostgresBinaries> inVersionFolder(Path folder) {
        String digits = String.valueOf(folder.getFileName()).replaceFirst("^pgsql-", "");
        Path bin = folder.resolve("bin");
        boolean complete = digits.matches("\\d{1,3}")
                && Files.isExecutable(bin.resolve("postgres"))
                && Files.isExecutable(bin.resolve("initdb"));
        return Optional.of(bin)
                .filter(whenComplete -> complete)
                .map(programs -> new PostgresBinaries(programs, Integer.parseInt(digits)))
                .filter(binaries -> binaries.major() >= OLDEST);
    }

    private static String noneFound(OptionalInt clusterMajor) {
        return clusterMajor.isPresent()
                ? "The embedded database was made by PostgreSQL " + clusterMajor.getAsInt()
                        + ", which is not here: install it, or set GATEHOUSE_POSTGRES_BIN to its bin folder"
                : "No PostgreSQL was found to start: install one (version " + OLDEST + " or newer), set"
                        + " GATEHOUSE_POSTGRES_BIN to its bin folder, or set GATEHOUSE_DATABASE_URL to a server";
    }
}
