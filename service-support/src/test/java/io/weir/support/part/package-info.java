/** What all services set up alike. */
@NullMarked
package io.weir.support.part;

import org.jspecify.annotations.NullMarked;
