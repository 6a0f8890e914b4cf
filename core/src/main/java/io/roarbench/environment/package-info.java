/**
 * What machine this is: the facts behind a page's Setup lines. Unknown stays unknown.
 */
package io.roarbench.environment;
