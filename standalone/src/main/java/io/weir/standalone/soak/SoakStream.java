package io.weir.standalone.soak;

/**
 * One of the pipelines of a soak, and what goes through it.
 *
 * @param name of the pipeline, of its topic or hub, and of its tables
 * @param store where the topic or hub is
 * @param title what the report calls its source
 */
record SoakStream(String name, String store, String title) {}
