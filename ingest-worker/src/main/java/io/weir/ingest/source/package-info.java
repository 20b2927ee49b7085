/** Where records come from: partitions of a topic, in order, from any position. */
@NullMarked
package io.weir.ingest.source;

import org.jspecify.annotations.NullMarked;
