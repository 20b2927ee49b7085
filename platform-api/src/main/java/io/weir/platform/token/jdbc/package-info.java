/** Tokens in PostgreSQL. */
@NullMarked
package io.weir.platform.token.jdbc;

import org.jspecify.annotations.NullMarked;
