/** Jobs over HTTP. */
@NullMarked
package io.weir.lineage.job.web;

import org.jspecify.annotations.NullMarked;
