/** Two replicas of every service on one PostgreSQL and one Kafka, each of which is killed, frozen and rolled under load. */
@NullMarked
package io.weir.standalone.drill;

import org.jspecify.annotations.NullMarked;
