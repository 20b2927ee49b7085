/** Everything a platform has, as one caller sees it: listed, made, changed and removed, a class for each kind of it. */
@NullMarked
package io.weir.client.platform;

import org.jspecify.annotations.NullMarked;
