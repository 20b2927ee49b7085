package io.weir.support.probe;

import io.weir.test.TestDatabase;
import java.util.stream.Stream;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** Started by tests as services are: by its builder, with arguments, on a free port and a database of its own. */
@SpringBootApplication
public class ProbeService {

    public static Running start(String... arguments) {
        TestDatabase database = TestDatabase.create("probe");
        return new Running(database, run(database, arguments));
    }

    /** Starts a service, or another replica of one, on a database that outlives it. */
    public static ConfigurableApplicationContext run(TestDatabase database, String... arguments) {
        String[] all = Stream.of(Stream.of("--server.port=0"), Stream.of(database.arguments()), Stream.of(arguments))
                .flatMap(part -> part)
                .toArray(String[]::new);
        return new SpringApplicationBuilder(ProbeService.class)
                .properties("spring.application.name=probe")
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
