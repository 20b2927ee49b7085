/** A real Kafka broker in this process, its data kept from one start to the next. */
@NullMarked
package io.weir.standalone.kafka;

import org.jspecify.annotations.NullMarked;
