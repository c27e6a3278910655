/** Samples of docs/guide/reconnecting.md. */
@NullMarked
package dev.repod.examples.guide.reconnecting;

import org.jspecify.annotations.NullMarked;
