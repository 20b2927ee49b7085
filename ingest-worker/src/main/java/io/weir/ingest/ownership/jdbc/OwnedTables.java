package io.weir.ingest.ownership.jdbc;

import io.weir.support.access.OwnedRows;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
class OwnedTables {

    private static final List<String> TABLES =
            List.of("pipeline", "compute_pool", "relation", "sql_function", "function_source", "descriptor_source");

    @Bean
    OwnedRows ownedRows(JdbcClient jdbc) {
        return OwnedRows.of(jdbc, "revision = nextval('pipeline_revision')", TABLES);
    }
}
