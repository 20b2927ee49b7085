package io.weir.metadata.importing;

import io.weir.metadata.commit.LogContent;
import io.weir.metadata.commit.WrittenDomain;
import io.weir.metadata.commit.WrittenTransaction;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A version as its log file has it, without its files.
 *
 * @param timestamp milliseconds since 1970
 * @param content the exact bytes of the log file
 * @param addedFiles number of files that the log file adds
 * @param transactions of the log file, or of the checkpoint that stands for all before it
 * @param protocol the protocol action's body as JSON, if it sets one
 * @param metadata the metadata action's body as JSON, if it sets one
 */
public record ImportedVersion(
        long version,
        long timestamp,
        LogContent content,
        String operation,
        boolean blindAppend,
        int addedFiles,
        int removedFiles,
        List<WrittenTransaction> transactions,
        List<WrittenDomain> domains,
        @Nullable String protocol,
        @Nullable String metadata) {}
