package io.weir.platform.oidc.jdbc;

import io.weir.platform.oidc.KnownRoles;
import io.weir.support.problem.ProblemException;
import java.time.Duration;
import java.util.List;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcKnownRoles implements KnownRoles {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    private final JdbcClient jdbc;

    JdbcKnownRoles(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<String> of(String user, List<String> names) {
        try {
            return jdbc.sql("select name from access_role where name = any(?) or name in"
                            + " (select role_name from user_role where user_name = ?) order by name limit ?")
                    .param(names.toArray(String[]::new))
                    .params(user, MOST)
                    .query(String.class)
                    .list();
        } catch (DataAccessException away) {
            throw ProblemException.unavailable(
                    "Which roles the caller has cannot be told: the database does not answer", RETRY_AFTER, away);
        }
    }
}
