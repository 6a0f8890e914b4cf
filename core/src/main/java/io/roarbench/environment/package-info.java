/**
 * What machine this is, and how quiet it was: the facts behind a page's Setup lines. Unknown stays unknown.
 *
 * <p>All facts are plain records that go into the result file. Their one convention for what could not be read: text is
 * {@code ""}, a number is {@code -1} (none of the facts can be negative), yes-or-no is {@link
 * io.roarbench.environment.Flag#UNKNOWN}, a list or map is empty. Nothing is filled in from experience or by
 * analogy; {@link io.roarbench.environment.SetupLines} prints the word "unknown".
 */
package io.roarbench.environment;
