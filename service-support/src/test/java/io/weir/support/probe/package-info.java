/** What asks a service for its health from beside it, where there is neither a shell nor curl. */
@NullMarked
package io.weir.support.probe;

import org.jspecify.annotations.NullMarked;
