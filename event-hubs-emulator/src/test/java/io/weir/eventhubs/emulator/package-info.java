@NullMarked
package io.weir.eventhubs.emulator;

import org.jspecify.annotations.NullMarked;
