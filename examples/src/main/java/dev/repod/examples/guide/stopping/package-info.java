/** Samples of docs/guide/graceful-shutdown.md. */
@NullMarked
package dev.repod.examples.guide.stopping;

import org.jspecify.annotations.NullMarked;
