/** Answers in Marquez' shape. */
@NullMarked
package io.weir.lineage.marquez.web;

import org.jspecify.annotations.NullMarked;
