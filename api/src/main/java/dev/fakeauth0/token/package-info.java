/** Tokens made on demand, without the protocol that usually leads to them. */
package dev.fakeauth0.token;
