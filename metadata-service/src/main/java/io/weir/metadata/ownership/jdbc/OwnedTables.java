package io.weir.metadata.ownership.jdbc;

import io.weir.support.access.OwnedRows;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
class OwnedTables {

    /** Dropped tables, too: they may be taken back, and those that are being imported become tables. */
    private static final List<String> TABLES = List.of("delta_table", "table_import");

    private static final List<String> CATALOG = List.of("catalog_database", "catalog_schema");

    @Bean
    OwnedRows ownedRows(JdbcClient jdbc) {
        return OwnedRows.of(jdbc, TABLES).and("revision = revision + 1", CATALOG);
    }
}
