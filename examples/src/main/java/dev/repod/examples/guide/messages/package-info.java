/** Samples of docs/guide/messages-and-records.md. */
@NullMarked
package dev.repod.examples.guide.messages;

import org.jspecify.annotations.NullMarked;
