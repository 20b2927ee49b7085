package io.weir.metadata.importing;

import java.util.List;

/**
 * The versions that an import takes.
 *
 * @param first the table's first version here
 * @param last the latest version to take
 * @param checkpoint files of the checkpoint that the first version is read from; empty if it is a commit like the others
 * @param warnings what the log's owner should know
 */
public record ImportRange(long first, long last, List<String> checkpoint, List<String> warnings) {

    public ImportRange {
        checkpoint = List.copyOf(checkpoint);
        warnings = List.copyOf(warnings);
    }
}
