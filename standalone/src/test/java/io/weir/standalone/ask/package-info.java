/** Tests of questions to agents. */
@NullMarked
package io.weir.standalone.ask;

import org.jspecify.annotations.NullMarked;
