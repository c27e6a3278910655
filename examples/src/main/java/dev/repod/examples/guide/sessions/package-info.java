/** Samples of docs/guide/sessions.md. */
@NullMarked
package dev.repod.examples.guide.sessions;

import org.jspecify.annotations.NullMarked;
