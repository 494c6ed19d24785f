/** The API of the compose file: what a project of its user looks like. */
package dev.fakeauth0.example;
