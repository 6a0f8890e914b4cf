/**
 * The provider {@code native}: libroarhash, C kernels with run-time dispatch and their own reading of files, through JNA.
 */
package io.roarbench.hash.nativelib;
