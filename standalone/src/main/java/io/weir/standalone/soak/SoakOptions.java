package io.weir.standalone.soak;

import java.time.Duration;

/**
 * What a soak shall be.
 *
 * @param time until the last fault begins
 * @param perSecond events
 */
record SoakOptions(Duration time, long seed, long perSecond) {}
