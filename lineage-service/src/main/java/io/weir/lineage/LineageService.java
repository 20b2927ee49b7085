package io.weir.lineage;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.scheduling.annotation.EnableScheduling;

/** The service of jobs, runs, snapshots and lineage. */
@SpringBootApplication
@ConfigurationPropertiesScan
@EnableScheduling
public class LineageService {

    /** The application by its own name and configuration file, for any process that wants to run it. */
    public static SpringApplicationBuilder application() {
        return new SpringApplicationBuilder(LineageService.class)
                .properties("spring.config.name=lineage-service", "spring.application.name=lineage-service");
    }

    public static void main(String[] arguments) {
        application().run(arguments);
    }
}
