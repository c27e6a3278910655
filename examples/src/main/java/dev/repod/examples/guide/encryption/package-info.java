/** Samples of docs/guide/encryption.md. */
@NullMarked
package dev.repod.examples.guide.encryption;

import org.jspecify.annotations.NullMarked;
