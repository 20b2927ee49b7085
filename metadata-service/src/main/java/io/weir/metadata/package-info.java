/** Delta tables whose log lives in Postgres and is mirrored to {@code _delta_log/}. */
@NullMarked
package io.weir.metadata;

import org.jspecify.annotations.NullMarked;
