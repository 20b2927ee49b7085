@NullMarked
package io.weir.metadata.planning.jdbc;

import org.jspecify.annotations.NullMarked;
