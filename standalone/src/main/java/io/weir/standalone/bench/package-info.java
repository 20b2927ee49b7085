/** {@code weir bench}: measures this machine, ours and the peer's side in one run. */
@NullMarked
package io.weir.standalone.bench;

import org.jspecify.annotations.NullMarked;
