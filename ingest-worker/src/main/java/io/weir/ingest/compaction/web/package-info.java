/** Compactions over HTTP. */
@NullMarked
package io.weir.ingest.compaction.web;

import org.jspecify.annotations.NullMarked;
