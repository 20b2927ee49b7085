/** Brokers by Kafka's own administration protocol. */
@NullMarked
package io.weir.platform.broker.kafka;

import org.jspecify.annotations.NullMarked;
