/** Where the services connect to when users tell them to. */
@NullMarked
package io.weir.support.outbound;

import org.jspecify.annotations.NullMarked;
