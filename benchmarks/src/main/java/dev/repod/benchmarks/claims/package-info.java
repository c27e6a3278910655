/**
 * What a program of ours promises to show, and whether it did: options, progress, figures and claims, for people to read and as an
 * exit code. Nothing here measures. One thread.
 */
@NullMarked
package dev.repod.benchmarks.claims;

import org.jspecify.annotations.NullMarked;
