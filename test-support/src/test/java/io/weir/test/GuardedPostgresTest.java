package io.weir.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;

class GuardedPostgresTest {

    /** From this one on, systems give ports to connections, which may come between the choice of a port and the server's start. */
    private static final int FIRST_GIVEN = 32_768;

    @Test
    void itsPortIsNoneThatConnectionsGet() throws Exception {
        try (GuardedPostgres server = new GuardedPostgres()) {
            assertThat(URI.create(server.url().substring("jdbc:".length())).getPort())
                    .isLessThan(FIRST_GIVEN);
        }
    }
}
