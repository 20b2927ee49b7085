package io.weir.standalone.platform;

import io.weir.standalone.kafka.EmbeddedKafka;
import io.weir.standalone.port.FreePort;
import io.weir.standalone.postgres.EmbeddedPostgres;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** One start of one platform. */
final class PlatformStart {

    private final PlatformOptions options;
    private final DataFolder folder;
    private final StartedParts parts;
    private final StartClock clock;
    private final ServiceSettings settings;

    PlatformStart(PlatformOptions options, DataFolder folder, StartedParts parts) {
        this.options = options;
        this.folder = folder;
        this.parts = parts;
        this.clock = new StartClock(options.listener());
        this.settings = new ServiceSettings(
                options.environment(), options.serviceProperties(), options.kafkaBootstrapServers());
    }

    /** Kafka starts beside PostgreSQL and the services; only these wait for each other. */
    PlatformAddresses run() throws IOException {
        requireFreePorts();
        List<Callable<Void>> tasks = new ArrayList<>();
        tasks.add(this::startDatabaseAndServices);
        if (options.kafkaBootstrapServers().isEmpty()) {
            tasks.add(this::startKafka);
        }
        try {
            Together.run(tasks);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new PlatformException("interrupted while starting", interrupted);
        }
        RunFile runFile = RunFile.in(folder.home());
        runFile.write(clock.addresses());
        parts.add(Part.RUN_FILE, runFile::delete);
        return new PlatformAddresses(
                URI.create("http://127.0.0.1:" + options.ports().gateway()),
                options.kafkaBootstrapServers()
                        .orElse("127.0.0.1:" + options.ports().kafka()),
                folder.home());
    }

    /** PostgreSQL looks after its own port, which a server of an earlier platform may still hold. */
    private void requireFreePorts() {
        Ports ports = options.ports();
        try {
            for (ServiceModule service : ServiceModule.values()) {
                FreePort.require(service.port(ports), service.label(), "--port");
            }
            if (options.kafkaBootstrapServers().isEmpty()) {
                FreePort.require(ports.kafka(), "Kafka", "--kafka-port");
                FreePort.require(ports.kafkaController(), "Kafka's controller", "--port");
            }
        } catch (IOException taken) {
            throw new PlatformException(String.valueOf(taken.getMessage()), taken);
        }
    }

    private @Nullable Void startKafka() {
        clock.time(Part.KAFKA, () -> {
            Ports ports = options.ports();
            EmbeddedKafka kafka = EmbeddedKafka.start(folder.kafka(), ports.kafka(), ports.kafkaController());
            parts.add(Part.KAFKA, kafka);
            return kafka.bootstrapServers();
        });
        return null;
    }

    private @Nullable Void startDatabaseAndServices() throws InterruptedException {
        Databases databases = options.postgres().map(Databases::of).orElseGet(this::startPostgres);
        ServiceProperties properties = new ServiceProperties(folder.home(), options);
        List<Callable<Void>> tasks = new ArrayList<>();
        for (ServiceModule service : ServiceModule.values()) {
            String[] arguments = properties.arguments(service, databases.of(service.schema()));
            tasks.add(() -> startService(service, arguments));
        }
        Together.run(tasks);
        return null;
    }

    private Databases startPostgres() {
        List<EmbeddedPostgres> started = new ArrayList<>();
        clock.time(Part.POSTGRES, () -> {
            EmbeddedPostgres postgres =
                    EmbeddedPostgres.start(folder.postgres(), options.ports().postgres());
            parts.add(Part.POSTGRES, postgres);
            started.add(postgres);
            return "127.0.0.1:" + options.ports().postgres();
        });
        return Databases.of(started.get(0));
    }

    private @Nullable Void startService(ServiceModule service, String[] arguments) {
        clock.time(service.part(), () -> {
            parts.add(service.part(), settings.applyTo(service.application()).run(arguments));
            return "http://127.0.0.1:" + service.port(options.ports());
        });
        return null;
    }
}
