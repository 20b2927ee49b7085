@NullMarked
package io.weir.support.answer;

import org.jspecify.annotations.NullMarked;
