/** What stores that are spoken to by plain HTTP have in common: calls, their repetition, tokens, and the port's promises. */
@NullMarked
package io.weir.delta.storage.rest;

import org.jspecify.annotations.NullMarked;
