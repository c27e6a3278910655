/** A class that extends something else and still listens: docs/guide/getting-started.md. */
@NullMarked
package dev.repod.examples.guide.nested;

import org.jspecify.annotations.NullMarked;
