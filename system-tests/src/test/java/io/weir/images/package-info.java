/**
 * The images, built and run without a container engine: the Dockerfile's own instructions in a root file system of their
 * own, which is mounted read-only for what runs.
 */
@NullMarked
package io.weir.images;

import org.jspecify.annotations.NullMarked;
