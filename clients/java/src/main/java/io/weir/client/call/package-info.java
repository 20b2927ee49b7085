/** Calls to a platform: where to, as whom, again where a call may be made twice, and what a refusal means. */
@NullMarked
package io.weir.client.call;

import org.jspecify.annotations.NullMarked;
