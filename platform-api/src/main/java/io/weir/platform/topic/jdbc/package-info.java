/** What is remembered of topics in the control plane's schema. */
@NullMarked
package io.weir.platform.topic.jdbc;

import org.jspecify.annotations.NullMarked;
