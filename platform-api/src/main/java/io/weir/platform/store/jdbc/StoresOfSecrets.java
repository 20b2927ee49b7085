package io.weir.platform.store.jdbc;

import io.weir.platform.dependent.Dependent;
import io.weir.platform.secret.SecretUsers;
import io.weir.support.access.ResourceKind;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The stores that refer to secrets, whichever of their properties does: no kind of store has to be named here. Cost: a look at
 * every store.
 */
@Repository
class StoresOfSecrets implements SecretUsers {

    private final JdbcClient jdbc;

    StoresOfSecrets(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<Dependent> of(String secret) {
        return jdbc.sql("select name, owner from store where exists"
                        + " (select from jsonb_each_text(properties) as said where said.value = ?) order by name")
                .param("secret:" + secret)
                .query((row, number) ->
                        new Dependent(ResourceKind.STORE, row.getString("name"), row.getString("owner")))
                .list();
    }
}
