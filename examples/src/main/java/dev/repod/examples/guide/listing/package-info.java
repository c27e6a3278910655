/** The whole library on one screen, as docs/guide/README.md prints it. */
@NullMarked
package dev.repod.examples.guide.listing;

import org.jspecify.annotations.NullMarked;
