/** The id that a request carries through every service, log line and problem document. */
@NullMarked
package io.weir.support.request;

import org.jspecify.annotations.NullMarked;
