/** OpenLineage events into a topic of Kafka. */
@NullMarked
package io.weir.lineage.forward.kafka;

import org.jspecify.annotations.NullMarked;
