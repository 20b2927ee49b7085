/** Tests of the door for users of StreamDuck. */
@NullMarked
package io.weir.standalone.streamduck;

import org.jspecify.annotations.NullMarked;
