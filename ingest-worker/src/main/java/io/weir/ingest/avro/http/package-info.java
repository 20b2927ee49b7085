/** Registries of schemas asked over HTTP. */
@NullMarked
package io.weir.ingest.avro.http;

import org.jspecify.annotations.NullMarked;
