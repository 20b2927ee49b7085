@NullMarked
package io.weir.metadata.storage;

import org.jspecify.annotations.NullMarked;
