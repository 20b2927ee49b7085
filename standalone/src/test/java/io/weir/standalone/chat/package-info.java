/** Tests of chats with endpoints. */
@NullMarked
package io.weir.standalone.chat;

import org.jspecify.annotations.NullMarked;
