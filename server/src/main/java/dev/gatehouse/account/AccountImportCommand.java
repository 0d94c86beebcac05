package dev.gatehouse.account;

import dev.gatehouse.http.Caller;
import dev.gatehouse.http.Problem;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.FileSystemException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** The command {@code import accounts FILE}: the same import as in the browser, with what it does printed line by line. */
public final class AccountImportCommand {

    private static final int OK = 0;
    private static final int NOT_OK = 1;
    private static final long LOOK_AGAIN_MILLIS = 200;
    private static final int MAX_BYTES = 4 * 1024 * 1024;

    private final Vertx vertx;
    private final OrganisationService organisations;
    private final ImportService imports;
    private final PrintStream out;
    private final Caller caller = Caller.system("import command");

    AccountImportCommand(Vertx vertx, OrganisationService organisations, ImportService imports, PrintStream out) {
        this.vertx = vertx;
        this.organisations = organisations;
        this.imports = imports;
        this.out = out;
    }

    /** What the command cannot do, said in one line. */
    private static final class Impossible extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Impossible(String sentence) {
            super(sentence, null, false, false);
        }
    }

    /**
     * Imports a file of people.
     *
     * @param domain a domain of the organisation; may be absent when there is only one client organisation
     * @return the exit code: 0 when every row was imported, 1 otherwise
     */
    public Future<Integer> run(Optional<String> domain, Path file) {
        return organisations
                .forImport(domain)
                .map(found -> found.orElseThrow(
                        () -> new Impossible(domain.map(name -> name + " is no domain of an organisation here.")
                                .orElse("Say which organisation: --organisation DOMAIN."))))
                .compose(organisation -> read(file)
                        .compose(text -> imports.create(caller, organisation.id(), text))
                        .compose(preview -> start(organisation, preview))
                        .compose(started -> progress(organisation.id(), started.id(), -1))
                        .compose(done -> result(organisation.id(), done)))
                .recover(this::explain);
    }

    private Future<String> read(Path file) {
        return vertx.fileSystem()
                .props(file.toString())
                .compose(properties -> properties.size() > MAX_BYTES
                        ? Future.failedFuture(new Impossible("The file is larger than 4 MiB. Split it."))
                        : vertx.fileSystem().readFile(file.toString()))
                .map(AccountImportCommand::decode);
    }

    private static String decode(Buffer bytes) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.getBytes()))
                    .toString();
            if (text.indexOf('\0') >= 0) {
                throw new Impossible("The file contains a NUL character.");
            }
            return text;
        } catch (CharacterCodingException e) {
            throw new Impossible("The file is not valid UTF-8.");
        }
    }

    private Future<AccountImport> start(Organisation organisation, AccountImport preview) {
        out.printf("%s: %d rows, %d can be imported.%n", organisation.name(), preview.rows(), preview.good());
        return imports.start(caller, organisation.id(), preview.id());
    }

    /** Works itself, and only looks on where a running server was faster. */
    private Future<AccountImport> progress(UUID organisationId, UUID importId, int printed) {
        return imports.work()
                .compose(worked ->
                        worked ? Future.succeededFuture() : vertx.timer(LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS))
                .compose(waited -> imports.get(caller, organisationId, importId))
                .compose(now -> {
                    if (now.created() != printed) {
                        out.printf("%d of %d created%n", now.created(), now.good());
                    }
                    return now.running()
                            ? progress(organisationId, importId, now.created())
                            : Future.succeededFuture(now);
                });
    }

    private Future<Integer> result(UUID organisationId, AccountImport done) {
        if (done.refused() == 0) {
            return Future.succeededFuture(done.state().equals("done") ? OK : NOT_OK);
        }
        return imports.refusals(caller, organisationId, done.id()).map(rows -> {
            out.printf("%d refused:%n", rows.size());
            rows.forEach(row ->
                    out.printf("  line %d: %s%n", row.line(), row.problem().orElse("")));
            return NOT_OK;
        });
    }

    private Future<Integer> explain(Throwable failure) {
        if (failure instanceof Problem problem) {
            String detail = problem.detail();
            out.println(problem.type().title() + (detail == null ? "" : " " + detail));
            return Future.succeededFuture(NOT_OK);
        }
        if (failure instanceof Impossible || failure instanceof FileSystemException) {
            out.println(failure instanceof Impossible ? failure.getMessage() : "The file cannot be read.");
            return Future.succeededFuture(NOT_OK);
        }
        return Future.failedFuture(failure);
    }
}
