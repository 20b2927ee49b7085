package io.weir.standalone.drill;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Each replica meets each fault.
 *
 * @param brief each service meets each fault, but one of its replicas alone
 */
record Faults(List<Replica> replicas, boolean brief) implements Course {

    private static final Duration FROZEN = Duration.ofSeconds(4);
    /** Longer than a worker's session at the broker: its partitions are another's when it wakes. */
    private static final Duration FROZEN_WORKER = Duration.ofSeconds(14);

    @Override
    public void follow(Stage stage) throws InterruptedException, IOException, SQLException {
        for (DrillFault fault : DrillFault.values()) {
            for (Replica replica : replicas) {
                if (!brief || replica.isFirst() != (fault == DrillFault.FREEZE)) {
                    stage.act(fault, replica.name(), () -> act(fault, replica, stage));
                }
            }
        }
    }

    private static void act(DrillFault fault, Replica replica, Stage stage) throws InterruptedException {
        switch (fault) {
            case KILL -> {
                replica.kill();
                replica.start();
            }
            case FREEZE -> {
                replica.signal("STOP");
                Duration time = replica.service().equals("ingest-worker") ? FROZEN_WORKER : FROZEN;
                TimeUnit.MILLISECONDS.sleep(time.toMillis());
                replica.signal("CONT");
            }
            case ROLL -> {
                stage.end(replica);
                replica.start();
            }
        }
        replica.awaitReady();
    }
}
