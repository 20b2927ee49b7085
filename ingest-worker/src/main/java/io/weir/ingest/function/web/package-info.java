/** Functions over HTTP. */
@NullMarked
package io.weir.ingest.function.web;

import org.jspecify.annotations.NullMarked;
