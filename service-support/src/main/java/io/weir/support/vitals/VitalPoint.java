package io.weir.support.vitals;

import java.time.Instant;

/**
 * Some seconds of a service.
 *
 * @param at when they ended
 * @param callsPerSecond that were answered
 * @param successRate share of them that the service did not fail at, from 0 to 1
 * @param p95Millis what 95 of 100 took at most, in milliseconds
 * @param poolUse share of the connections in use at the end, from 0 to 1
 */
public record VitalPoint(Instant at, double callsPerSecond, double successRate, double p95Millis, double poolUse) {}
