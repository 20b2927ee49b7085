package io.weir.metadata.snapshot;

/**
 * A file that is live at a version.
 *
 * @param key where it stands in the listing
 * @param add its add action, as JSON
 */
public record LiveFile(FileKey key, String add) {}
