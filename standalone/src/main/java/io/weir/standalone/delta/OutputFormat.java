package io.weir.standalone.delta;

/** How a command prints what it found. */
enum OutputFormat {
    HUMAN,
    JSON,
    PROMETHEUS
}
