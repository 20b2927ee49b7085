@NullMarked
package io.weir.delta.storage.azure;

import org.jspecify.annotations.NullMarked;
