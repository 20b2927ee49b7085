/** What the code says of its own shape, as diagrams for people. */
@NullMarked
package io.weir.architecture;

import org.jspecify.annotations.NullMarked;
