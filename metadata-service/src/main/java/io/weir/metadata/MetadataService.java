package io.weir.metadata;

import org.springframework.boot.Banner;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** Delta tables: their versions in Postgres, their mirror on the object store. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class MetadataService {

    private static final String NAME = "metadata-service";

    public static void main(String[] arguments) {
        application().run(arguments);
    }

    /** The service, not yet started; arguments of {@code run} override its configuration file. */
    public static SpringApplicationBuilder application() {
        return new SpringApplicationBuilder(MetadataService.class)
                .bannerMode(Banner.Mode.OFF)
                .properties("spring.config.name=" + NAME, "spring.application.name=" + NAME);
    }
}
