/** What names of tables and schemas say of where things belong. */
@NullMarked
package io.weir.support.naming;

import org.jspecify.annotations.NullMarked;
