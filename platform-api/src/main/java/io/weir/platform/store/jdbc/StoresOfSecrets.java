package io.weir.platform.store.jdbc;

import io.weir.platform.dependent.Dependent;
import io.weir.platform.secret.SecretUsers;
import io.weir.support.access.ResourceKind;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The stores whose connection strings, tokens or passwords are secrets. */
@Repository
class StoresOfSecrets implements SecretUsers {

    private final JdbcClient jdbc;

    StoresOfSecrets(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<Dependent> of(String secret) {
        return jdbc.sql("select name, owner from store where properties ->> 'connectionString' = ?"
                        + " or properties ->> 'token' = ? or properties ->> 'password' = ? order by name")
                .params("secret:" + secret, "secret:" + secret, "secret:" + secret)
                .query((row, number) ->
                        new Dependent(ResourceKind.STORE, row.getString("name"), row.getString("owner")))
                .list();
    }
}
