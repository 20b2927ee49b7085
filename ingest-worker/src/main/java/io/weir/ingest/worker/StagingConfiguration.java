package io.weir.ingest.worker;

import io.weir.ingest.DataFolder;
import io.weir.ingest.source.lease.Seat;
import io.weir.ingest.source.lease.WorkerName;
import io.weir.ingest.stage.StagedFiles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class StagingConfiguration {

    /** Outlives sessions, so that each begins with files that are warm. */
    @Bean
    StagedFiles stagedFiles(DataFolder data) {
        return StagedFiles.open(data.staging());
    }

    /** Kept until the context is closed, when all sessions have ended. */
    @Bean
    Seat seat(DataFolder data) {
        return Seat.take(data.staging().resolveSibling("workers"));
    }

    @Bean
    WorkerName workerName(Seat seat) {
        return seat.name();
    }
}
