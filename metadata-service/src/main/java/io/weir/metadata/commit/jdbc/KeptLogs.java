package io.weir.metadata.commit.jdbc;

import io.weir.metadata.commit.LogContent;
import io.weir.metadata.commit.NewVersion;
import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;

/**
 * What Postgres keeps of log files. That of a large commit is megabytes: it is packed while the server takes the commit's rows. The
 * server then has a tenth of it to write while the table's other writers wait.
 *
 * <p>Not in a database that may have replicas that cannot read packed ones. What is agreed there is read once, by the first
 * large commit.
 */
@Component
final class KeptLogs {

    private final Supplier<Boolean> packs;

    KeptLogs(JdbcClient jdbc) {
        this.packs = SingletonSupplier.of(() ->
                jdbc.sql("select packs from log_packing").query(Boolean.class).single());
    }

    /** What is to be kept of a version's log file: nobody waits for it before it is asked for. */
    Supplier<byte[]> of(NewVersion version) {
        LogContent content = version.content();
        return FileWriter.isLarge(version) && packs.get() ? content.packed() : content::bytes;
    }
}
