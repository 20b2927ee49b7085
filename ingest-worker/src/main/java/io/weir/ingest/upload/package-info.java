/** Files that come within a JSON document, in Base64. */
@NullMarked
package io.weir.ingest.upload;

import org.jspecify.annotations.NullMarked;
