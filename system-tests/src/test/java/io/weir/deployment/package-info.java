/** What Weir is deployed with, compared with what the services really are. */
@NullMarked
package io.weir.deployment;

import org.jspecify.annotations.NullMarked;
