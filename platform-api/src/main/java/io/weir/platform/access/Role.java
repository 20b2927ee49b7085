package io.weir.platform.access;

import java.time.Instant;

/** A name for what some users may do. */
public record Role(String name, String description, String createdBy, Instant createdAt) {}
