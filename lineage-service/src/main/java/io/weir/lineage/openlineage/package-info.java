/** What an OpenLineage event says, read leniently from its JSON. */
@NullMarked
package io.weir.lineage.openlineage;

import org.jspecify.annotations.NullMarked;
