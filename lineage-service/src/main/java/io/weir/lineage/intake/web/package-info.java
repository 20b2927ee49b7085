/** Where OpenLineage clients post their events. */
@NullMarked
package io.weir.lineage.intake.web;

import org.jspecify.annotations.NullMarked;
