package io.weir.ingest.postgres;

import io.weir.ingest.dependency.Dependencies;
import io.weir.ingest.dependency.DependencyAwayException;
import io.weir.ingest.source.SourceException;
import io.weir.ingest.source.SourceSecrets;
import io.weir.ingest.store.References;
import io.weir.ingest.store.Secrets;
import io.weir.ingest.store.StoreAddress;
import io.weir.support.outbound.OutboundRules;
import io.weir.support.problem.ProblemException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Objects;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.stereotype.Component;

/** Connects to databases that stores name. Passwords are read anew each time, so that they can be exchanged. */
@Component
public class PostgresStores {

    private static final int USUAL_PORT = 5432;
    private static final int CONNECT_SECONDS = 5;

    /** Of a statement, at which the database itself ends it; and of silence, at which nobody waits any longer. */
    private static final int STATEMENT_MILLIS = 15_000;

    private static final int SILENCE_SECONDS = 20;

    private static final String VERIFIED = "verify-full";

    private final SourceSecrets secrets;
    private final OutboundRules outbound;
    private final Dependencies dependencies;

    PostgresStores(Secrets secrets, OutboundRules outbound, Dependencies dependencies) {
        this.dependencies = dependencies;
        this.secrets = new SourceSecrets(new References(Map.of(), secrets));
        this.outbound = outbound;
    }

    /**
     * Connects. To be closed.
     *
     * @throws SQLException where the database does not answer, or lets nobody in
     * @throws SourceException where it is in a network that is not public, or its password cannot be had
     */
    public Connection connect(StoreAddress store) throws SQLException {
        PGSimpleDataSource source = source(store);
        try {
            return dependencies.store(store.name(), PostgresErrors::isOutage).ask(source::getConnection);
        } catch (DependencyAwayException away) {
            throw new SQLException(away.getMessage(), PostgresErrors.UNABLE_TO_CONNECT, away);
        }
    }

    private PGSimpleDataSource source(StoreAddress store) {
        String address = Objects.requireNonNull(store.property(StoreAddress.ADDRESS));
        int colon = address.matches(".*:[0-9]+") ? address.lastIndexOf(':') : address.length();
        String host = address.substring(0, colon).replaceAll("[\\[\\]]", "");
        requireAllowed(store, host);
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setServerNames(new String[] {host});
        source.setPortNumbers(
                new int[] {colon == address.length() ? USUAL_PORT : Integer.parseInt(address.substring(colon + 1))});
        source.setDatabaseName(store.property(StoreAddress.DATABASE));
        source.setUser(store.property(StoreAddress.USERNAME));
        source.setPassword(
                secrets.readKept(String.valueOf(store.property(StoreAddress.PASSWORD)), "the password of a database"));
        secure(source, Objects.requireNonNullElse(store.property(StoreAddress.SSL_MODE), VERIFIED));
        limit(source);
        return source;
    }

    /** A certificate is verified by those that Java trusts, as with every other host. */
    private static void secure(PGSimpleDataSource source, String mode) {
        source.setSslMode(mode);
        if (mode.equals(VERIFIED)) {
            source.setSslfactory("org.postgresql.ssl.DefaultJavaSSLFactory");
        }
    }

    private static void limit(PGSimpleDataSource source) {
        source.setConnectTimeout(CONNECT_SECONDS);
        source.setLoginTimeout(CONNECT_SECONDS);
        source.setSocketTimeout(SILENCE_SECONDS);
        source.setApplicationName("weir");
        source.setOptions("-c statement_timeout=" + STATEMENT_MILLIS);
    }

    private void requireAllowed(StoreAddress store, String host) {
        try {
            outbound.require(host);
        } catch (ProblemException refused) {
            throw new SourceException("store " + store.name() + ": " + refused.getMessage(), true, refused);
        }
    }
}
