@NullMarked
package io.weir.delta.sql;

import org.jspecify.annotations.NullMarked;
