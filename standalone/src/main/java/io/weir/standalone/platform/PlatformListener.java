package io.weir.standalone.platform;

import java.time.Duration;

/** Hears how far the platform's start and stop have come. Calls may come from several threads at once. */
public interface PlatformListener {

    /** Hears nothing. */
    PlatformListener SILENT = new PlatformListener() {};

    /** {@code part} (for example {@code PostgreSQL} or {@code metadata-service}) begins to start. */
    default void starting(String part) {}

    /** {@code part} takes requests at {@code address} after {@code took}. */
    default void ready(String part, String address, Duration took) {}

    /** {@code part} begins to stop. */
    default void stopping(String part) {}
}
