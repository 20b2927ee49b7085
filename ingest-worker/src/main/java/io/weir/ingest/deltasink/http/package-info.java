/** Delta tables of the metadata service over HTTP. */
@NullMarked
package io.weir.ingest.deltasink.http;

import org.jspecify.annotations.NullMarked;
