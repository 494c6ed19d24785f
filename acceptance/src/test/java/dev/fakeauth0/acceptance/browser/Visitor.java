package dev.fakeauth0.acceptance.browser;

import java.time.Duration;
import org.openqa.selenium.By;
import org.openqa.selenium.NoSuchElementException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;

/**
 * Somebody in front of a browser: reads pages, types, clicks. What is not there yet is waited for,
 * by the driver.
 */
final class Visitor {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final ChromeDriver driver;

  Visitor(Chromium chromium) {
    driver = chromium.driver();
    driver.manage().timeouts().implicitlyWait(PATIENCE);
  }

  /** Goes to an address. */
  Visitor goesTo(String address) {
    driver.get(address);
    return this;
  }

  /** Waits until a page of an application has done what it does by itself. */
  Visitor seesReady() {
    finds("body[data-ready]");
    return this;
  }

  /** Types into the field of a name. */
  Visitor types(String field, String text) {
    WebElement element = finds("input[name='" + field + "']");
    element.clear();
    element.sendKeys(text);
    return this;
  }

  /** The field of a name, once keys go to it. */
  WebElement focused(String field) {
    return finds("input[name='" + field + "']:focus");
  }

  /** Presses the button with this value, the one that forms of Universal Login send. */
  Visitor presses(String action) {
    finds("button[value='" + action + "']").click();
    return this;
  }

  /** Clicks on the element of an id. */
  Visitor clicks(String id) {
    finds("#" + id).click();
    return this;
  }

  /** Logs in by the pages, identifier first. */
  Visitor logsIn(String user, String password) {
    types("username", user).presses("default");
    return types("password", password).presses("default");
  }

  /** Agrees where a consent page is what comes next, then waits for the application. */
  Visitor agreesIfAsked() {
    WebElement next = finds("body[data-ready], button[value='accept']");
    if (next.getTagName().equals("button")) {
      next.click();
    }
    return seesReady();
  }

  /** The text of the element of an id. */
  String reads(String id) {
    return finds("#" + id).getText();
  }

  /** Waits for a page that says this. */
  Visitor sees(String text) {
    By saying = By.xpath("//body[contains(., '" + text + "')]");
    try {
      driver.findElement(saying);
    } catch (NoSuchElementException e) {
      throw new AssertionError("no '" + text + "' at " + at() + "\n" + driver.getPageSource(), e);
    }
    return this;
  }

  /** All the page says. */
  String readsAll() {
    return finds("body").getText();
  }

  /** Where the browser is. */
  String at() {
    return driver.getCurrentUrl();
  }

  private WebElement finds(String selector) {
    try {
      return driver.findElement(By.cssSelector(selector));
    } catch (NoSuchElementException e) {
      throw new AssertionError("no " + selector + " at " + at() + "\n" + driver.getPageSource(), e);
    }
  }
}
