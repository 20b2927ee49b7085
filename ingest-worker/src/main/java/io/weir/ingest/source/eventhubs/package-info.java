/** Azure Event Hubs over AMQP. */
@NullMarked
package io.weir.ingest.source.eventhubs;

import org.jspecify.annotations.NullMarked;
