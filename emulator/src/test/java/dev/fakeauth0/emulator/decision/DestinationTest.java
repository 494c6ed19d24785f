package dev.fakeauth0.emulator.decision;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DestinationTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://app.example/cb",
        "http://localhost:3000/cb?a=b",
        "app.notes://cb",
        "app.notes:/cb",
        "app://user@host/cb"
      })
  void sends_browsers_to_an_address_of_an_application(String uri) {
    assertThat(Destination.problem(uri)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "https://app.example/a b, is no URI",
    "/cb, is not absolute",
    "#fragment, is not absolute",
    "https://app.example/cb#, has a fragment",
    "javascript:alert(1), has a scheme that leads to no application",
    "DATA:text/html;x, has a scheme that leads to no application",
    "https:/cb, names no host",
    "http:///cb, names no host",
    "https://ada@app.example/cb, holds a user name"
  })
  void sends_no_browser_anywhere_else(String uri, String problem) {
    assertThat(Destination.problem(uri)).contains(problem);
  }
}
