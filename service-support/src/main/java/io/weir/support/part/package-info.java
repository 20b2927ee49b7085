/** Parts that Spring Boot and its like would set up by themselves, and whether a service has a use for them. */
@NullMarked
package io.weir.support.part;

import org.jspecify.annotations.NullMarked;
