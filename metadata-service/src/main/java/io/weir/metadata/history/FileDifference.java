package io.weir.metadata.history;

import java.util.List;

/**
 * What takes the files of one version to those of another.
 *
 * @param gone add actions, as JSON, of files that are live in the first only
 * @param come likewise in the second only
 */
public record FileDifference(List<String> gone, List<String> come) {}
