/** Apache Kafka, and Event Hubs by its Kafka endpoint. */
@NullMarked
package io.weir.ingest.source.kafka;

import org.jspecify.annotations.NullMarked;
