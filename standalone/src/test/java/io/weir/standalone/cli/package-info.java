/** Tests of what people are told. */
@NullMarked
package io.weir.standalone.cli;

import org.jspecify.annotations.NullMarked;
