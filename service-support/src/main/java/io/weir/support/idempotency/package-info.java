/**
 * Lets a caller repeat a request whose answer was lost. The key, and the answer, are written in the transaction of the
 * work: either both the work and the answer are there, or neither is and the repetition does the work. The key is noted with
 * its caller, and so is nobody else's.
 *
 * <p>A service that uses it copies {@code io/weir/support/idempotency/idempotency.sql} into a migration of its own schema.
 * Answers are kept for a day.
 */
@NullMarked
package io.weir.support.idempotency;

import org.jspecify.annotations.NullMarked;
