/** The error catalogue of the whole platform, held against what is documented. */
@NullMarked
package io.weir.standalone.errors;

import org.jspecify.annotations.NullMarked;
