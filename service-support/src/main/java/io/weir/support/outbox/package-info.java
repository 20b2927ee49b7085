/**
 * Tells other services what became true here, at least once and in order for each key, however often either side dies.
 *
 * <p>A service that uses it copies {@code io/weir/support/outbox/outbox.sql} into a migration of its own schema, sets
 * {@code weir.outbox.enabled=true}, and calls {@link io.weir.support.outbox.Outbox#append} inside the transaction that
 * makes the message true. A dispatcher wakes at that commit, posts the message as JSON, and deletes it once it is
 * answered with 2xx. What does not answer, or answers 5xx, 408, 425 or 429, is tried again for ever with growing waits;
 * later messages of the same key wait behind it. Any other answer is for good: the message is <em>parked</em> in its
 * table with the answer, counted by the gauge {@code weir.outbox.parked} and logged, and the next one goes on.
 * {@code update outbox_message set parked_at = null} sends the parked ones again. Receivers must take a message twice.
 */
@NullMarked
package io.weir.support.outbox;

import org.jspecify.annotations.NullMarked;
