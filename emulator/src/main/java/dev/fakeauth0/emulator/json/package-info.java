/**
 * JSON and YAML: bodies, stored documents, seed documents. The only package that knows Jackson and
 * SnakeYAML.
 */
@NullMarked
package dev.fakeauth0.emulator.json;

import org.jspecify.annotations.NullMarked;
