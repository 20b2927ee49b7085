package io.weir.lineage.live;

import java.util.List;

/**
 * Live events were committed by this process; others find out when they look.
 *
 * @param events in their order, none of another process between them
 */
public record Appended(List<LiveEvent> events) {}
