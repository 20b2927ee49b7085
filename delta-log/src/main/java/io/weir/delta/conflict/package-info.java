/** Who conflicts with whom: the rules by which a commit is moved past those that won before it. */
@NullMarked
package io.weir.delta.conflict;

import org.jspecify.annotations.NullMarked;
