/**
 * A laboratory for games: unmodified servers and clients run on a network in memory, in virtual time and from a seed. What
 * a message or a connection means is core's affair, and nothing here knows it: this is one more {@code Network}. Everything
 * runs on the one thread that plays the lab, except for the proxy that puts faults between real sockets.
 */
@NullMarked
package dev.repod.testkit;

import org.jspecify.annotations.NullMarked;
