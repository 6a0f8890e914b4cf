/** Digests of OpenSSL's libcrypto, called through JNA where the library is installed. */
package io.roarbench.hash.openssl;
