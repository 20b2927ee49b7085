/** How a service ends: it begins nothing new and answers what it has begun. */
@NullMarked
package io.weir.support.drain;

import org.jspecify.annotations.NullMarked;
