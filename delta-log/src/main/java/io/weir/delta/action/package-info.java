/** The actions of a Delta log, their JSON and the rules that a commit of them keeps. */
@NullMarked
package io.weir.delta.action;

import org.jspecify.annotations.NullMarked;
