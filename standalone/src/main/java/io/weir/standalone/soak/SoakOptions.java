package io.weir.standalone.soak;

import java.time.Duration;

/**
 * What a soak shall be.
 *
 * @param time until the last fault begins, at least
 * @param kills how many there are, at least
 * @param perSecond events
 */
record SoakOptions(Duration time, int kills, long seed, long perSecond) {}
