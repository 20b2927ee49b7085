/** Relations over HTTP. */
@NullMarked
package io.weir.ingest.relation.web;

import org.jspecify.annotations.NullMarked;
