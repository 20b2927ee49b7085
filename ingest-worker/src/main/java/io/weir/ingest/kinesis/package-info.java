/** Streams of Amazon Kinesis that stores name: looked into and added to, and not read by pipelines. */
@NullMarked
package io.weir.ingest.kinesis;

import org.jspecify.annotations.NullMarked;
