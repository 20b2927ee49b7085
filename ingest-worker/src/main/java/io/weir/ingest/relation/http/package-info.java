/** The schemas that relations are in, as metadata-service tells them. */
@NullMarked
package io.weir.ingest.relation.http;

import org.jspecify.annotations.NullMarked;
