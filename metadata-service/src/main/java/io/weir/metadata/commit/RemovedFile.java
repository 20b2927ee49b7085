package io.weir.metadata.commit;

/**
 * A file that a version removes.
 *
 * @param deletionVector unique id of the deletion vector that it had; empty for none
 * @param deletedAt milliseconds since 1970
 * @param action the remove action's body, as JSON
 */
public record RemovedFile(String path, String deletionVector, long deletedAt, String action) {}
