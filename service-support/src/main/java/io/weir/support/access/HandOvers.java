package io.weir.support.access;

import io.weir.support.identity.Identity;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Who asked to hand what over to whom, for ten minutes: whoever did and did not get the answer asks again, and is not the owner
 * any more. It is noted before it is done, among the first answers of requests with a key, which are swept away there.
 */
final class HandOvers {

    private final @Nullable JdbcClient jdbc;

    /** @param jdbc of the service's database; null where it has none, which remembers nothing */
    HandOvers(@Nullable JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Notes that somebody who may asks for it. */
    void note(Identity caller, Thing thing, String owner) {
        if (jdbc != null) {
            jdbc.sql("insert into idempotency_key (key, fingerprint) values (?, '') on conflict (key)"
                            + " do update set created_at = now()")
                    .param(key(caller, thing, owner))
                    .update();
        }
    }

    /** Whether somebody who could asked for it lately. */
    boolean isNoted(Identity caller, Thing thing, String owner) {
        return jdbc != null
                && jdbc.sql(
                                        "select count(*) from idempotency_key where key = ? and created_at > now() - interval '10 minutes'")
                                .param(key(caller, thing, owner))
                                .query(Long.class)
                                .single()
                        > 0;
    }

    /** With a blank, which no key of a caller has. */
    private static String key(Identity caller, Thing thing, String owner) {
        String all = String.join("\n", caller.name(), thing.kind().name(), thing.name(), owner);
        return "hand-over " + UUID.nameUUIDFromBytes(all.getBytes(StandardCharsets.UTF_8));
    }
}
