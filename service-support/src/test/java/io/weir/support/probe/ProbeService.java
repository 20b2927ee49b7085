package io.weir.support.probe;

import io.weir.test.TestDatabase;
import java.util.stream.Stream;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;

/** Started by tests as services are: by its builder, with arguments, on a free port and a database of its own. */
@SpringBootApplication
public class ProbeService {

    public static Running start(String... arguments) {
        TestDatabase database = database();
        return new Running(database, run(database, arguments));
    }

    /** A database with the tables that the shared parts ask of a service, made by the very scripts that they publish. */
    public static TestDatabase database() {
        TestDatabase database = TestDatabase.create("probe");
        new ResourceDatabasePopulator(
                        new ClassPathResource("io/weir/support/outbox/outbox.sql"),
                        new ClassPathResource("io/weir/support/idempotency/idempotency.sql"))
                .execute(database.dataSource());
        return database;
    }

    /** Starts a service, or another replica of one, on a database that outlives it. */
    public static ConfigurableApplicationContext run(TestDatabase database, String... arguments) {
        String[] all = Stream.of(Stream.of("--server.port=0"), Stream.of(database.arguments()), Stream.of(arguments))
                .flatMap(part -> part)
                .toArray(String[]::new);
        return new SpringApplicationBuilder(ProbeService.class)
                .properties("spring.application.name=probe", "spring.flyway.enabled=false")
                .run(all);
    }

    /** A service that runs until the test ends. */
    public record Running(TestDatabase database, ConfigurableApplicationContext context) implements AutoCloseable {

        public Asking asking() {
            return new Asking(context.getEnvironment().getRequiredProperty("local.server.port", Integer.class));
        }

        public <T> T bean(Class<T> type) {
            return context.getBean(type);
        }

        @Override
        public void close() {
            context.close();
            database.close();
        }
    }
}
