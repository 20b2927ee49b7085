/** A platform of its own under faults at random moments, and the proof that nothing was lost and nothing came twice. */
@NullMarked
package io.weir.standalone.soak;

import org.jspecify.annotations.NullMarked;
