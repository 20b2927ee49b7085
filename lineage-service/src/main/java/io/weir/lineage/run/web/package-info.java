/** Runs over HTTP. */
@NullMarked
package io.weir.lineage.run.web;

import org.jspecify.annotations.NullMarked;
