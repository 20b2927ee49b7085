@NullMarked
package io.weir.standalone.bench;

import org.jspecify.annotations.NullMarked;
