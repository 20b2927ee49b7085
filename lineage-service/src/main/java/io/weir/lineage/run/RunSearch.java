package io.weir.lineage.run;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which runs are asked for; what is null does not matter.
 *
 * @param job name of their job, in whatever namespaces
 * @param state that they are in
 * @param since time of the first that is known of them, or later
 */
public record RunSearch(
        @Nullable String job,
        @Nullable RunState state,
        @Nullable Instant since) {}
