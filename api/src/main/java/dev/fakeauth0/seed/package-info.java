/**
 * What a tenant is filled with, said in Java: {@link dev.fakeauth0.seed.Seeds} begins each sentence
 * ({@code anApi}, {@code aClient}, {@code anOrganization}, {@code aUser}).
 */
package dev.fakeauth0.seed;
