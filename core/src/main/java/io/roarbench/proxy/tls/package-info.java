/** TLS towards the proxy's clients: a certificate authority of this machine's own, and what it certifies. */
package io.roarbench.proxy.tls;
