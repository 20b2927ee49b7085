@NullMarked
package io.weir.delta.storage.google;

import org.jspecify.annotations.NullMarked;
