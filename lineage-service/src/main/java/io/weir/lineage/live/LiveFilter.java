package io.weir.lineage.live;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which events a listener wants.
 *
 * @param types all where empty; {@code run.*} stands for all that begin with {@code run.}
 * @param client who listens; sees what is meant for this client alone
 */
public record LiveFilter(
        List<String> types,
        @Nullable UUID runId,
        @Nullable UUID jobId,
        @Nullable String client) {

    /** Whether the event is to be told. */
    public boolean takes(LiveEvent event) {
        return (types.isEmpty() || types.stream().anyMatch(type -> matches(type, event.type())))
                && (runId == null || runId.equals(event.runId()))
                && (jobId == null || jobId.equals(event.jobId()))
                && (event.targets().isEmpty()
                        || (client != null && event.targets().contains(client)));
    }

    /** Whether a type is the one that is wanted, or begins so. */
    static boolean matches(String wanted, String type) {
        return wanted.endsWith("*") ? type.startsWith(wanted.substring(0, wanted.length() - 1)) : type.equals(wanted);
    }
}
