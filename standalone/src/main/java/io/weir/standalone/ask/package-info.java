/** Questions to an agent that a serving endpoint of Databricks, or one like it, has. */
@NullMarked
package io.weir.standalone.ask;

import org.jspecify.annotations.NullMarked;
