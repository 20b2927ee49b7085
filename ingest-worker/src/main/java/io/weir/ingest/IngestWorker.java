package io.weir.ingest;

import io.weir.support.azure.AzureConfiguration;
import java.util.Map;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Import;
import org.springframework.scheduling.annotation.EnableScheduling;

/** The service that runs pipelines: from topics to warehouse and Delta tables, exactly once. */
@SpringBootApplication
@ConfigurationPropertiesScan
@EnableScheduling
@Import(AzureConfiguration.class)
public class IngestWorker {

    private static final String NAME = "ingest-worker";

    public static void main(String[] arguments) {
        application().run(arguments);
    }

    /** The service as one of several contexts in a JVM, or the only one. */
    public static SpringApplicationBuilder application() {
        return new SpringApplicationBuilder(IngestWorker.class)
                .properties(Map.of("spring.config.name", NAME, "spring.application.name", NAME));
    }
}
