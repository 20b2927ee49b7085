/** A server that speaks as S3 does, in this process, and that fails as stores do when it is told to. */
@NullMarked
package io.weir.test.s3;

import org.jspecify.annotations.NullMarked;
