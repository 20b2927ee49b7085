package io.weir.platform.ownership.jdbc;

import io.weir.platform.ownership.Estates;
import io.weir.support.access.NewOwner;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** A statement for each kind; users and tokens go seldom. */
@Repository
class JdbcEstates implements Estates {

    private static final List<String> KINDS = List.of("access_role", "platform_user", "api_token", "store", "secret");

    private final JdbcClient jdbc;

    JdbcEstates(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void release(String owner) {
        for (String kind : KINDS) {
            jdbc.sql("update " + kind + " set owner = ?, revision = revision + 1 where owner = ?")
                    .params(NewOwner.PLATFORM, owner)
                    .update();
        }
    }
}
