package dev.fakeauth0.emulator.authentication.login;

/**
 * That a login is for a device that waits, kept under the interaction's id.
 *
 * @param userCode the code that the device shows
 */
record DeviceLogin(String userCode) {}
