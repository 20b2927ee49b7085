/** What makers say of their things, which nothing here reads. */
@NullMarked
package io.weir.support.note;

import org.jspecify.annotations.NullMarked;
