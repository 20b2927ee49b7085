/** Descriptor sources: what protoc says of messages, kept for the pipelines that read them. */
@NullMarked
package io.weir.ingest.descriptor;

import org.jspecify.annotations.NullMarked;
