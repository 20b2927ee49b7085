/** Event Hubs over AMQP in this process, as its clients see it: no TLS, no real check of signatures. */
@NullMarked
package io.weir.eventhubs.emulator;

import org.jspecify.annotations.NullMarked;
