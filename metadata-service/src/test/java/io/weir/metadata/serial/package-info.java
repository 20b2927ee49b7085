/** Random histories of concurrent writers, held against a model that takes their commits one after the other. */
@NullMarked
package io.weir.metadata.serial;

import org.jspecify.annotations.NullMarked;
