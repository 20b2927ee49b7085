/** Where the other services answer. */
@NullMarked
package io.weir.support.services;

import org.jspecify.annotations.NullMarked;
