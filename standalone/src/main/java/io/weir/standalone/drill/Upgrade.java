package io.weir.standalone.drill;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/**
 * An upgrade by the book: each service's job migrates its schema while all replicas are of the build before, then they are
 * replaced one by one. After those of the first host each service has both builds, and each calls either of the others.
 */
final class Upgrade implements Course {

    /** Who is asked before who asks. */
    private static final List<String> ORDER =
            List.of("lineage-service", "metadata-service", "ingest-worker", "platform-api");

    private final Hosts hosts;
    private final Build before;
    private final boolean brief;
    private long migrations;

    /** @param brief with half of the way back, and not forth again: it ends with both builds at work */
    Upgrade(Hosts hosts, Build before, boolean brief) {
        this.hosts = hosts;
        this.before = before;
        this.brief = brief;
    }

    @Override
    public void follow(Stage stage) throws InterruptedException, IOException, SQLException {
        long applied = hosts.migrations();
        for (String service : ORDER) {
            MigrationJob job = hosts.migrationJob(service);
            stage.act("MIGRATE", service, job::run);
        }
        migrations = hosts.migrations() - applied;
        List<Replica> replicas = new ArrayList<>(hosts.replicas());
        replicas.sort(Comparator.comparing((Replica replica) -> !replica.isFirst())
                .thenComparing(replica -> ORDER.indexOf(replica.service())));
        roll("UPGRADE", Build.own(), replicas, stage);
        Collections.reverse(replicas);
        if (brief) {
            roll("BACK", before, replicas.subList(0, ORDER.size()), stage);
            return;
        }
        roll("BACK", before, replicas, stage);
        Collections.reverse(replicas);
        roll("UPGRADE", Build.own(), replicas, stage);
    }

    private static void roll(String what, Build to, List<Replica> replicas, Stage stage)
            throws InterruptedException, IOException, SQLException {
        for (Replica replica : replicas) {
            stage.act(what, replica.name(), () -> {
                stage.end(replica);
                replica.become(to);
                replica.start();
                replica.awaitReady();
            });
        }
    }

    /** How many migrations the builds are apart. */
    long migrations() {
        return migrations;
    }
}
