/** Records in Avro: what schemas say of columns, where schemas are found, and values as JSON. */
@NullMarked
package io.weir.ingest.avro;

import org.jspecify.annotations.NullMarked;
