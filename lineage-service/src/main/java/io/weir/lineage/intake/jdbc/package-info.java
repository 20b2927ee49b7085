/** Intake in PostgreSQL: one transaction, one statement a table, whatever the number of events. */
@NullMarked
package io.weir.lineage.intake.jdbc;

import org.jspecify.annotations.NullMarked;
