package io.weir.metadata.importing;

import io.weir.delta.kernel.UnreadableTableException;
import io.weir.metadata.MetadataProblem;
import io.weir.metadata.replay.ReplayComparison;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Compares what was imported with what Delta Kernel makes of the same files. */
@Component
class ImportValidation {

    private final ReplayComparison comparison;

    ImportValidation(ReplayComparison comparison) {
        this.comparison = comparison;
    }

    /**
     * @return what the table's owner should know, if anything
     * @throws IOException if the store fails
     * @throws BrokenLogException if they differ, or Kernel cannot read what a corrupt checkpoint does not excuse
     */
    @Nullable
    String compare(TableImport complete, SourceLog log) throws IOException, BrokenLogException {
        long last = complete.range().last();
        try {
            List<String> differences = comparison.differences(
                    complete.tableId(), last, complete.order().location());
            if (!differences.isEmpty()) {
                throw new BrokenLogException(
                        MetadataProblem.IMPORT_MISMATCH, "At version " + last + ", " + String.join("; ", differences));
            }
            return null;
        } catch (UnreadableTableException unreadable) {
            unreadable.requireStore();
            String corrupt = log.corruptCheckpoint(last);
            if (corrupt == null) {
                throw new BrokenLogException(MetadataProblem.INVALID_LOG, String.valueOf(unreadable.getMessage()));
            }
            return corrupt;
        }
    }
}
