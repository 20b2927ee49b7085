/** The graph over HTTP, in the shape that Marquez's readers know. */
@NullMarked
package io.weir.lineage.graph.web;

import org.jspecify.annotations.NullMarked;
