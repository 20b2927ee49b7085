/** A server that speaks as Amazon Kinesis does, in this process, and that fails as it does when it is told to. */
@NullMarked
package io.weir.test.kinesis;

import org.jspecify.annotations.NullMarked;
