package dev.fakeauth0.acceptance.browser;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.condition.EnabledIf;

/** Tests in a real browser: skipped, with a sentence that says why, where there is none. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@EnabledIf(
    value = "dev.fakeauth0.acceptance.browser.Chromium#installed",
    disabledReason = "needs Chromium: apt-get install chromium chromium-driver")
@interface NeedsChromium {}
