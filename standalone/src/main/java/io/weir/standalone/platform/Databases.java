package io.weir.standalone.platform;

import io.weir.standalone.postgres.EmbeddedPostgres;
import io.weir.standalone.postgres.ServiceDatabase;
import java.io.IOException;
import java.sql.SQLException;

/** Where each service's schema is, and whom it logs in as. */
interface Databases {

    ServiceDatabase of(String schema);

    /** A server run by others: one login for all, a schema each, which the service makes itself. */
    static Databases of(ExternalPostgres server) {
        return schema -> new ServiceDatabase(server.url(), server.username(), server.password(), schema);
    }

    /** Our own server: a role and a schema each. */
    static Databases of(EmbeddedPostgres server) {
        return schema -> {
            try {
                return server.databaseOf(schema);
            } catch (IOException | SQLException failure) {
                throw new PlatformException(
                        "PostgreSQL refuses to make the role of " + schema + ": " + failure.getMessage(), failure);
            }
        };
    }
}
