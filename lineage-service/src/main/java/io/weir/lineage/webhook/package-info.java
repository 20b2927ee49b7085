/** Addresses that are told what happens. */
@NullMarked
package io.weir.lineage.webhook;

import org.jspecify.annotations.NullMarked;
