package io.weir.platform.access.web;

/**
 * Whether somebody may do something.
 *
 * @param caller whose grants were looked at
 * @param because the grant or the scope that decides
 */
record CanI(boolean allowed, String caller, String because) {}
