/** Samples of docs/guide/connection-life.md. */
@NullMarked
package dev.repod.examples.guide.life;

import org.jspecify.annotations.NullMarked;
