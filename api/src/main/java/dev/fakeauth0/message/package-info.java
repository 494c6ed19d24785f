/** What a tenant would have sent to people: {@link dev.fakeauth0.message.Messages}. */
package dev.fakeauth0.message;
