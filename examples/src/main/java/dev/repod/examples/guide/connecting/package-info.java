/** Samples of docs/guide/connection-errors.md. */
@NullMarked
package dev.repod.examples.guide.connecting;

import org.jspecify.annotations.NullMarked;
