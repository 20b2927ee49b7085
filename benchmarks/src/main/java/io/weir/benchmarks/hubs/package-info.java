/** The peer of hubs: the client of Event Hubs, with nobody behind it. */
@NullMarked
package io.weir.benchmarks.hubs;

import org.jspecify.annotations.NullMarked;
