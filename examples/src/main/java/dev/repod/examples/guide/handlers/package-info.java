/** Samples of docs/guide/handlers.md. */
@NullMarked
package dev.repod.examples.guide.handlers;

import org.jspecify.annotations.NullMarked;
