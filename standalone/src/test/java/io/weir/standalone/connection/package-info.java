/** What goes between services: by which encryption, and what traces it leaves. */
@NullMarked
package io.weir.standalone.connection;

import org.jspecify.annotations.NullMarked;
