/** Appends events and applies them: the one door that everything known about runs and lineage comes through. */
@NullMarked
package io.weir.lineage.intake;

import org.jspecify.annotations.NullMarked;
