package io.weir.metadata.commit.jdbc;

import io.weir.metadata.commit.LogContent;
import io.weir.metadata.commit.NewVersion;
import io.weir.metadata.packing.LogPacking;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/**
 * What Postgres keeps of the log files of commits. One that is packed is so while the server takes the commit's rows: the
 * table's other writers wait for no more than the writing of a tenth.
 */
@Component
final class KeptLogs {

    private final LogPacking packing;

    KeptLogs(LogPacking packing) {
        this.packing = packing;
    }

    /** What is to be kept of a version's log file: nobody waits for it before it is asked for. */
    Supplier<byte[]> of(NewVersion version) {
        LogContent content = version.content();
        int files = version.added().size() + version.removed().size();
        return packing.packs(files) ? content.packed() : content::bytes;
    }
}
