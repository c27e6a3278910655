/** Samples of docs/guide/keepalive-and-timeouts.md. */
@NullMarked
package dev.repod.examples.guide.keepalive;

import org.jspecify.annotations.NullMarked;
