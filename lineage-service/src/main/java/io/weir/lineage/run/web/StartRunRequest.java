package io.weir.lineage.run.web;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Starts a run.
 *
 * @param metadata anything; {@code inputs} and {@code outputs} in it name datasets
 */
record StartRunRequest(@Nullable Map<String, Object> metadata) {}
