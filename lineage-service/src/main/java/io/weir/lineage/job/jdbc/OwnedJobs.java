package io.weir.lineage.job.jdbc;

import io.weir.support.access.OwnedRows;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Jobs are all that is somebody's in this service. */
@Configuration(proxyBeanMethods = false)
class OwnedJobs {

    @Bean
    OwnedRows ownedRows(JdbcClient jdbc) {
        return OwnedRows.of(jdbc, List.of("job"));
    }
}
