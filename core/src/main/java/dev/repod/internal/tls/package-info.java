/**
 * Keys, certificates and whom to trust: reading what people keep in files, making a certificate where there is none, and saying
 * in plain words what is wrong with the one that a server shows. It knows no socket, no clock and no other room. Its types are
 * immutable and may be used by any thread.
 */
@NullMarked
package dev.repod.internal.tls;

import org.jspecify.annotations.NullMarked;
