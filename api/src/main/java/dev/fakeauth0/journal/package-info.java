/** What a tenant was asked and what it answered: {@link dev.fakeauth0.journal.Journal}. */
package dev.fakeauth0.journal;
