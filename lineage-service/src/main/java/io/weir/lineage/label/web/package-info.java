/** Tags over HTTP. */
@NullMarked
package io.weir.lineage.label.web;

import org.jspecify.annotations.NullMarked;
