/**
 * Searches in Lucene's query syntax, as {@code q} parameters have them (Auth0 docs, "User Search
 * Query Syntax", "Log Search Query Syntax"). The only package that knows Lucene, and of Lucene only
 * its parser: a search is evaluated over the documents themselves, since an index that changes
 * would not go back with a reset.
 */
@NullMarked
package dev.fakeauth0.emulator.management.search;

import org.jspecify.annotations.NullMarked;
