/** Entities of stores over HTTP. */
@NullMarked
package io.weir.ingest.entity.web;

import org.jspecify.annotations.NullMarked;
