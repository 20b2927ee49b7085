/** Tests of commits. */
@NullMarked
package io.weir.metadata.commit;

import org.jspecify.annotations.NullMarked;
