/** Event Hubs over AMQP in this process, as its clients see it: TLS and tokens where asked for, no check of signatures. */
@NullMarked
package io.weir.eventhubs.emulator;

import org.jspecify.annotations.NullMarked;
