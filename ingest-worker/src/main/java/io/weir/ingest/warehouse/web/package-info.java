/** The warehouse over HTTP. */
@NullMarked
package io.weir.ingest.warehouse.web;

import org.jspecify.annotations.NullMarked;
