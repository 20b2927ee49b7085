/** The main job as a client of the gateway: events in, exactly once, to tables; and the proof of it from the outside. */
@NullMarked
package io.weir.standalone.demo;

import org.jspecify.annotations.NullMarked;
