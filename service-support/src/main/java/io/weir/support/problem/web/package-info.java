/** Turns whatever goes wrong while a request is answered into a problem document. */
@NullMarked
package io.weir.support.problem.web;

import org.jspecify.annotations.NullMarked;
