package io.weir.standalone.soak;

import java.time.Duration;

/**
 * A fault and its moment.
 *
 * @param whenUp whether the moment counts from when the platform is up; else from the fault before, which may be in its start
 * @param occasion what a kill of a platform that is up waits for, after that
 * @param lag how long after the occasion; less than a twentieth of a second
 * @param pause how long a frozen platform, or a stopped pipeline, stays so; how long a drain lasts before the kill
 */
record PlannedFault(Fault fault, boolean whenUp, Duration after, Occasion occasion, Duration lag, Duration pause) {}
