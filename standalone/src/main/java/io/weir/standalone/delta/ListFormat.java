package io.weir.standalone.delta;

/** How a command prints what it did to tables, or found of them. */
enum ListFormat {
    HUMAN,
    JSON
}
