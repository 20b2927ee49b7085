package io.weir.lineage.live;

/** Live events were committed by this process; others find out when they look. */
public record Appended() {}
