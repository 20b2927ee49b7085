package io.weir.test;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.time.Duration;

/** How every PostgreSQL of a test is started. */
public final class TestPostgres {

    private static final Duration LONGEST_START = Duration.ofMinutes(1);

    private TestPostgres() {}

    /**
     * One on a port that nobody gets meanwhile, with the time that a busy machine takes. By itself the server looks for a port that
     * connections get by themselves, which one may have by the time that it listens, and gives up after ten seconds.
     */
    public static EmbeddedPostgres.Builder builder() {
        return EmbeddedPostgres.builder().setPort(FreePorts.base()).setPGStartupWait(LONGEST_START);
    }
}
