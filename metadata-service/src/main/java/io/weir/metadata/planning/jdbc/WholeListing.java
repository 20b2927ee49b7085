package io.weir.metadata.planning.jdbc;

import io.weir.metadata.planning.Plan;
import io.weir.metadata.planning.jdbc.ListedPortions.Portion;
import io.weir.metadata.snapshot.Snapshots;
import io.weir.metadata.zone.PackedZones;
import io.weir.metadata.zone.ZoneWorker;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * Streams all files of a version, in portions of their own, so that no transaction stays open however slow the reader is.
 * While one portion is sent, the next is fetched; so two of them are in memory, however large the table. Of a table whose
 * zones are packed, PostgreSQL reads no file: a million of them are some thousand rows.
 */
@Component
class WholeListing implements DisposableBean {

    private final Snapshots snapshots;
    private final PackedZones packed;
    private final ZoneWorker zones;
    private final ExecutorService ahead = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "listing-ahead");
        thread.setDaemon(true);
        return thread;
    });

    WholeListing(Snapshots snapshots, PackedZones packed, ZoneWorker zones) {
        this.snapshots = snapshots;
        this.packed = packed;
        this.zones = zones;
    }

    @Override
    public void destroy() {
        ahead.shutdownNow();
    }

    void write(Plan plan, OutputStream out) throws IOException {
        ListedPortions portions = new ListedPortions(snapshots, packed, plan);
        Portion portion = portions.next();
        while (portions.hasNext()) {
            Future<Portion> following = ahead.submit(portions::next);
            portion.writeTo(out);
            portion = outcome(following);
        }
        portion.writeTo(out);
        if (portions.isOutdated()) {
            zones.outdated(plan.tableId());
        }
    }

    private static Portion outcome(Future<Portion> portion) throws IOException {
        try {
            return portion.get();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the listing was stopped");
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(failed.getCause());
        }
    }
}
