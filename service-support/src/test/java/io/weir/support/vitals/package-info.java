@NullMarked
package io.weir.support.vitals;

import org.jspecify.annotations.NullMarked;
