/**
 * Content hashes of files and bytes: algorithms, providers, reading. Usable alone, without measuring anything.
 */
package io.roarbench.hash;
