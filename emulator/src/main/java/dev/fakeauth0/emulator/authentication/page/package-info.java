/**
 * The pages of Universal Login (Auth0 docs, "Universal Login"): pure functions from a small record
 * of what is to be seen to a page. The only package that knows the template library; templates
 * stand in {@code src/main/jte} and are compiled by the build.
 */
@NullMarked
package dev.fakeauth0.emulator.authentication.page;

import org.jspecify.annotations.NullMarked;
