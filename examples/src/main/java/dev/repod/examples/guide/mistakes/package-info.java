/** Samples of docs/guide/server-errors-and-validation.md. */
@NullMarked
package dev.repod.examples.guide.mistakes;

import org.jspecify.annotations.NullMarked;
