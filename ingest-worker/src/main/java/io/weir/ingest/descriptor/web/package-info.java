/** Descriptor sources over HTTP. */
@NullMarked
package io.weir.ingest.descriptor.web;

import org.jspecify.annotations.NullMarked;
