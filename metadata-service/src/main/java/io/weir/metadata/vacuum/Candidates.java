package io.weir.metadata.vacuum;

import io.weir.delta.action.Metadata;
import io.weir.delta.storage.StoredObject;
import java.time.Instant;
import java.util.List;

/**
 * Which files of a table's folder a vacuum looks at: those written before the cutoff that have no hidden name. Hidden is
 * what begins with an underscore or a dot, but for change files and folders of partitions; logs, drafts and whatever others
 * keep there are left alone.
 */
record Candidates(Instant cutoff, List<String> partitionColumns) {

    /** Where writers put change files. */
    static final String CHANGES = "_change_data";

    static Candidates of(VacuumOrder order, Metadata metadata) {
        return new Candidates(order.cutoff(), metadata.partitionColumns());
    }

    List<ListedFile> of(List<StoredObject> page) {
        return page.stream()
                .filter(object -> object.modified().isBefore(cutoff) && isPlain(object.name()))
                .map(object -> new ListedFile(object.name(), object.size()))
                .toList();
    }

    private boolean isPlain(String name) {
        String[] parts = name.split("/", -1);
        for (int place = 0; place < parts.length; place++) {
            boolean hidden = parts[place].startsWith("_") || parts[place].startsWith(".");
            boolean folder = place < parts.length - 1;
            if (hidden && !(folder && (isChanges(parts, place) || isPartition(parts[place])))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isChanges(String[] parts, int place) {
        return place == 0 && parts[place].equals(CHANGES);
    }

    private boolean isPartition(String folder) {
        return partitionColumns.stream().anyMatch(column -> folder.startsWith(column + "="));
    }
}
