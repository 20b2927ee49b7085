@NullMarked
package io.weir.platform.health;

import org.jspecify.annotations.NullMarked;
