/** Delta actions as this service keeps them: a body's JSON as text. */
@NullMarked
package io.weir.metadata.action;

import org.jspecify.annotations.NullMarked;
