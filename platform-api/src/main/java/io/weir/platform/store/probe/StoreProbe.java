package io.weir.platform.store.probe;

import io.weir.platform.broker.Brokers;
import io.weir.platform.store.ConnectionTest;
import io.weir.platform.store.Store;
import io.weir.platform.store.StoreTarget;
import io.weir.support.problem.ProblemException;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/** Connects to a store, really, and tells what came of it. */
@Component
public class StoreProbe {

    private final Brokers brokers;
    private final WarehouseFile warehouseFile;

    StoreProbe(Brokers brokers, WarehouseFile warehouseFile) {
        this.brokers = brokers;
        this.warehouseFile = warehouseFile;
    }

    /** Takes some seconds when nothing answers. */
    public ConnectionTest test(Store store) {
        long start = System.nanoTime();
        Finding finding = find(store.target());
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        return new ConnectionTest(finding.ok(), finding.detail(), millis);
    }

    private Finding find(StoreTarget target) {
        if (target instanceof StoreTarget.Kafka kafka) {
            return broker(kafka);
        }
        return warehouseFile.find((StoreTarget.DuckDb) target);
    }

    private Finding broker(StoreTarget.Kafka kafka) {
        try {
            int nodes = brokers.nodes(kafka.bootstrapServers());
            return new Finding(true, "A cluster of " + nodes + (nodes == 1 ? " broker" : " brokers") + " answers");
        } catch (ProblemException unreachable) {
            return new Finding(false, String.valueOf(unreachable.getMessage()));
        }
    }

    record Finding(boolean ok, String detail) {}
}
