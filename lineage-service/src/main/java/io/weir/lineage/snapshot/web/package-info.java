/** Snapshots over HTTP. */
@NullMarked
package io.weir.lineage.snapshot.web;

import org.jspecify.annotations.NullMarked;
