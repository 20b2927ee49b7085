package io.weir.platform;

import io.weir.support.azure.AzureConfiguration;
import java.util.Map;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.PropertySource;

/** The platform's one door: it routes to the services, and keeps the control plane. */
@SpringBootApplication
@ConfigurationPropertiesScan
@Import(AzureConfiguration.class)
@PropertySource("classpath:platform-build.properties")
public class PlatformApi {

    public static void main(String[] arguments) {
        application().run(arguments);
    }

    /** The application with its names set, ready to be run in this process, alone or beside other services. */
    public static SpringApplicationBuilder application() {
        return new SpringApplicationBuilder(PlatformApi.class)
                .properties(Map.of("spring.config.name", "platform-api", "spring.application.name", "platform-api"));
    }
}
