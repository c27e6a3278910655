/** Samples of docs/guide/limits.md. */
@NullMarked
package dev.repod.examples.guide.limits;

import org.jspecify.annotations.NullMarked;
