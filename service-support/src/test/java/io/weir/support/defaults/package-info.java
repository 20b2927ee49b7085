/** What all services set up alike. */
@NullMarked
package io.weir.support.defaults;

import org.jspecify.annotations.NullMarked;
