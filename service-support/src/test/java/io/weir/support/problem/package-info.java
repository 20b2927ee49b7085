@NullMarked
package io.weir.support.problem;

import org.jspecify.annotations.NullMarked;
