/** Settings from the command line, the environment, {@code .env}, {@code weir.yaml} and the defaults, in that order. */
@NullMarked
package io.weir.standalone.configuration;

import org.jspecify.annotations.NullMarked;
