package io.weir.platform.store.probe;

import io.weir.platform.broker.Brokers;
import io.weir.platform.secret.Vault;
import io.weir.platform.store.ConnectionTest;
import io.weir.platform.store.Store;
import io.weir.platform.store.StoreReaders;
import io.weir.platform.store.StoreTarget;
import io.weir.support.outbound.OutboundRules;
import io.weir.support.problem.ProblemException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Connects to a store, really, and tells what came of it. */
@Component
public class StoreProbe {

    private static final int AMQPS = 5671;
    private static final int HTTPS = 443;
    private static final int PATIENCE_MILLIS = 5_000;

    private final Brokers brokers;
    private final WarehouseFile warehouseFile;
    private final Vault vault;
    private final OutboundRules outbound;
    private final RegistryProbe registries;
    private final StoreReaders readers;

    StoreProbe(
            Brokers brokers, WarehouseFile warehouseFile, Vault vault, OutboundRules outbound, StoreReaders readers) {
        this.readers = readers;
        this.brokers = brokers;
        this.warehouseFile = warehouseFile;
        this.vault = vault;
        this.outbound = outbound;
        this.registries = new RegistryProbe(vault, outbound);
    }

    /**
     * Takes some seconds when nothing answers.
     *
     * @param entity what of the store to look at; null for the store itself
     */
    public ConnectionTest test(Store store, @Nullable String entity) {
        long start = System.nanoTime();
        Finding finding = find(store, entity);
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        return new ConnectionTest(finding.ok(), finding.detail(), millis);
    }

    /** What is here is tried here; who signs in are the workers, where it is known what to look at. */
    private Finding find(Store store, @Nullable String entity) {
        Finding here = find(store.target());
        return here.ok() && (entity != null || here.isForWorkers()) ? byWorker(store.name(), entity) : here;
    }

    private Finding byWorker(String store, @Nullable String entity) {
        StoreReaders.Reading reading = readers.read(store, entity);
        return new Finding(reading.ok(), reading.detail());
    }

    private Finding find(StoreTarget target) {
        if (target instanceof StoreTarget.Kafka kafka) {
            return broker(kafka);
        }
        if (target instanceof StoreTarget.EventHubs hubs) {
            String own = hubs.connectionString().isPresent() ? "its connection string is" : "their own identity is";
            return namespace(hubs, hubs.namespace(), AMQPS, own + " tried by the workers when a hub is named");
        }
        if (target instanceof StoreTarget.MotherDuck) {
            return secretly(target, "Its token is tried by the workers");
        }
        if (target instanceof StoreTarget.Postgres) {
            return secretly(target, "Its password is tried by the workers");
        }
        if (target instanceof StoreTarget.Kinesis) {
            return secretly(target, "Its keys are tried by the workers");
        }
        if (target instanceof StoreTarget.SchemaRegistry registry) {
            return registries.find(registry);
        }
        if (target instanceof StoreTarget.AzureSchemaRegistry registry) {
            return namespace(registry, registry.namespace(), HTTPS, "the workers sign in with their own identity");
        }
        if (target instanceof StoreTarget.Files files) {
            return Finding.forWorkers(files.path() + " is looked for by the workers, if they may read it");
        }
        return warehouseFile.find((StoreTarget.DuckDb) target);
    }

    private Finding broker(StoreTarget.Kafka kafka) {
        try {
            int nodes = brokers.nodes(kafka.broker());
            return new Finding(true, "A cluster of " + nodes + (nodes == 1 ? " broker" : " brokers") + " answers");
        } catch (ProblemException unreachable) {
            return new Finding(false, String.valueOf(unreachable.getMessage()));
        }
    }

    /**
     * Whether its secret can be opened and something listens there. To sign in, a hub or a group of schemas has to be known.
     *
     * @param next who signs in there, and when
     */
    private Finding namespace(StoreTarget target, String namespace, int usualPort, String next) {
        Finding allowed = secretly(target, next);
        if (!allowed.ok()) {
            return allowed;
        }
        String[] address = namespace.split(":", 2);
        int port = address.length == 2 ? Integer.parseInt(address[1]) : usualPort;
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address[0], port), PATIENCE_MILLIS);
            return new Finding(true, "A namespace answers; " + next);
        } catch (IOException | IllegalArgumentException unreachable) {
            return new Finding(false, namespace + " does not answer: " + unreachable.getMessage());
        }
    }

    /** Whether it may be connected to, and its secret can be opened. */
    private Finding secretly(StoreTarget target, String next) {
        try {
            target.hosts().values().forEach(hosts -> hosts.forEach(outbound::require));
            target.secret().ifPresent(vault::open);
            return Finding.forWorkers(next);
        } catch (ProblemException refused) {
            return new Finding(false, String.valueOf(refused.getMessage()));
        }
    }

    /**
     * What was found.
     *
     * @param isForWorkers whether nothing is known before a worker has looked
     */
    record Finding(boolean ok, String detail, boolean isForWorkers) {

        Finding(boolean ok, String detail) {
            this(ok, detail, false);
        }

        static Finding forWorkers(String detail) {
            return new Finding(true, detail, true);
        }
    }
}
