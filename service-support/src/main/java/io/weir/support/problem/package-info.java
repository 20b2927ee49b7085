/** Every error body of every service: RFC 9457 problem documents with a stable {@code code}. */
@NullMarked
package io.weir.support.problem;

import org.jspecify.annotations.NullMarked;
