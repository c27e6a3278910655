/** Samples of docs/guide/who-may-play.md. */
@NullMarked
package dev.repod.examples.guide.admission;

import org.jspecify.annotations.NullMarked;
