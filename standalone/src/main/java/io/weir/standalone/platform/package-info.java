/** The whole platform in one process: PostgreSQL, Kafka and the four services, started and stopped in order. */
@NullMarked
package io.weir.standalone.platform;

import org.jspecify.annotations.NullMarked;
