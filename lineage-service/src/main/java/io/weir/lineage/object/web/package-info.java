/** Where objects are uploaded and downloaded. */
@NullMarked
package io.weir.lineage.object.web;

import org.jspecify.annotations.NullMarked;
