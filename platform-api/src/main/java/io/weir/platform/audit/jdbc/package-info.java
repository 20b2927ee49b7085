/** The audit log in PostgreSQL. */
@NullMarked
package io.weir.platform.audit.jdbc;

import org.jspecify.annotations.NullMarked;
