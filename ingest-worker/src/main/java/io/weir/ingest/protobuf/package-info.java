/** Records in Protobuf: what descriptors say of columns, and messages as JSON. */
@NullMarked
package io.weir.ingest.protobuf;

import org.jspecify.annotations.NullMarked;
