/** Where lists are read. */
@NullMarked
package io.weir.lineage.catalog.web;

import org.jspecify.annotations.NullMarked;
