/** What is tested with documents of APIs is tested itself. */
@NullMarked
package io.weir.test.openapi;

import org.jspecify.annotations.NullMarked;
