package io.weir.standalone.postgres;

import io.weir.standalone.port.FreePort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;

/**
 * A running PostgreSQL server, listening on the loopback address, every connection with a password.
 *
 * <p>The server is a process of its own. If this one is killed, a guard stops the server; if the guard is killed as well, the
 * next start finds the orphan by its {@code postmaster.pid} and stops it first.
 */
public final class EmbeddedPostgres implements AutoCloseable {

    /** The role that owns the server; services never get it. */
    static final String ADMINISTRATOR = "weir_admin";

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedPostgres.class);
    private static final Duration FAST = Duration.ofSeconds(30);

    /** A process in the middle of recovery, or one that is frozen, does not see at once that its server is gone. */
    private static final Duration OUTLIVING = Duration.ofMinutes(1);

    private static final long BETWEEN_MILLIS = 200;

    private final PostgresFolders folders;
    private final ServerAccount account;
    private final Path programs;
    private final int port;
    private final PostgresSecrets secrets;
    private final PostmasterFile postmaster;
    private @Nullable ServerGuard guard;

    private EmbeddedPostgres(PostgresFolders folders, ServerAccount account, Path programs, int port)
            throws IOException {
        this.folders = folders;
        this.account = account;
        this.programs = programs;
        this.port = port;
        this.secrets = PostgresSecrets.in(folders.secrets());
        this.postmaster = PostmasterFile.of(folders.cluster());
    }

    /**
     * Starts the server on {@code port}, after making its data folder the first time (half a second, and about two more to
     * unpack the programs).
     *
     * @throws IOException if it does not start; the message names the server's log
     */
    public static EmbeddedPostgres start(PostgresFolders folders, int port)
            throws IOException, SQLException, InterruptedException {
        Files.createDirectories(folders.home());
        EmbeddedPostgres server = new EmbeddedPostgres(
                folders, ServerAccount.choose(), PostgresBinaries.installIn(folders.cache()), port);
        server.startOrClose();
        return server;
    }

    private void startOrClose() throws IOException, SQLException, InterruptedException {
        boolean started = false;
        try {
            start();
            started = true;
        } finally {
            if (!started) {
                close();
            }
        }
    }

    private void start() throws IOException, SQLException, InterruptedException {
        account.own(folders.home());
        postmaster.deleteIfStale();
        Optional<ProcessHandle> orphan = postmaster.running();
        if (orphan.isPresent()) {
            LOG.info(
                    "Stopping the server that an earlier platform left behind, process {}",
                    orphan.get().pid());
            stop(orphan.get());
        }
        FreePort.require(port, "PostgreSQL", "--postgres-port");
        if (!Files.isDirectory(folders.cluster())) {
            initialize();
        }
        Files.writeString(folders.cluster().resolve("weir.conf"), PostgresSettings.text(port));
        launch();
        ProcessHandle process = postmaster.running().orElseThrow(() -> failure("it ended at once"));
        guard = ServerGuard.watch(process);
        ServiceRoles.createDatabase(port, secrets);
    }

    /** Makes the data folder under another name first, so that a kill in between leaves no half-made one. */
    private void initialize() throws IOException, InterruptedException {
        Path unfinished = folders.home().resolve("data.new");
        FileSystemUtils.deleteRecursively(unfinished);
        Path password = Files.createTempFile(folders.home(), "password-", ".tmp");
        try {
            Files.writeString(password, secrets.of(ADMINISTRATOR));
            account.own(password);
            Commands.Outcome outcome = run(List.of(
                    program("initdb"),
                    "--pgdata=" + unfinished,
                    "--username=" + ADMINISTRATOR,
                    "--pwfile=" + password,
                    "--auth=scram-sha-256",
                    "--encoding=UTF8",
                    "--locale=C",
                    "--locale-provider=builtin",
                    "--builtin-locale=C.UTF-8",
                    "--no-instructions"));
            if (!outcome.succeeded()) {
                throw failure(outcome.output());
            }
        } finally {
            Files.delete(password);
        }
        Files.writeString(
                unfinished.resolve("postgresql.conf"), "include_if_exists = 'weir.conf'\n", StandardOpenOption.APPEND);
        Files.move(unfinished, folders.cluster());
    }

    /** Waits where processes of a server that was killed outlive it: what they hold in memory may be changed by one alone. */
    private void launch() throws IOException, InterruptedException {
        long end = System.nanoTime() + OUTLIVING.toNanos();
        long told = PostgresLog.size(folders.log());
        Commands.Outcome outcome = attempt();
        while (!outcome.succeeded()
                && PostgresLog.tellsOfLivingProcesses(folders.log(), told)
                && System.nanoTime() < end) {
            LOG.info("Waiting for processes of a server that was killed");
            TimeUnit.MILLISECONDS.sleep(BETWEEN_MILLIS);
            told = PostgresLog.size(folders.log());
            outcome = attempt();
        }
        if (!outcome.succeeded()) {
            throw failure(PostgresLog.lastComplaint(folders.log()).orElse(outcome.output()));
        }
    }

    private Commands.Outcome attempt() throws IOException, InterruptedException {
        return run(List.of(
                program("pg_ctl"),
                "start",
                "--pgdata=" + folders.cluster(),
                "--log=" + folders.log(),
                "--wait",
                "--timeout=60",
                "--silent"));
    }

    /** Makes what {@code service} needs: a role that may log in and owns the schema of that name, and nothing else. */
    public ServiceDatabase databaseOf(String service) throws IOException, SQLException {
        return ServiceRoles.create(port, secrets, service);
    }

    /** Ends all sessions, writes everything out and stops: a tenth of a second if little is to be written. */
    @Override
    public void close() throws IOException {
        try {
            Optional<ProcessHandle> process = postmaster.running();
            if (process.isPresent()) {
                stop(process.get());
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            if (guard != null) {
                guard.close();
            }
        }
    }

    /** Fast (sessions end, data is written) first; at once if that takes too long. Both keep every commit. */
    private void stop(ProcessHandle process) throws IOException, InterruptedException {
        if (!stopped(process, "INT") && !stopped(process, "QUIT")) {
            throw new IOException("process " + process.pid() + " does not end; stop it by hand");
        }
    }

    private boolean stopped(ProcessHandle process, String signal) throws IOException, InterruptedException {
        run(List.of(program("pg_ctl"), "kill", signal, Long.toString(process.pid())));
        try {
            process.onExit().get(FAST.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException late) {
            return false;
        } catch (ExecutionException failure) {
            throw new IOException(failure);
        }
    }

    private Commands.Outcome run(List<String> command) throws IOException, InterruptedException {
        return Commands.run(account.as(command), Duration.ofSeconds(90));
    }

    private String program(String name) {
        return programs.resolve("bin").resolve(name).toString();
    }

    private IOException failure(String reason) {
        return new IOException(reason.lines().reduce((first, second) -> second).orElse("no reason given") + " (see "
                + folders.log() + ")");
    }
}
