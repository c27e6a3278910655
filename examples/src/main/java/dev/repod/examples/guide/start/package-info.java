/** The first game: README.md and docs/guide/getting-started.md. */
@NullMarked
package dev.repod.examples.guide.start;

import org.jspecify.annotations.NullMarked;
