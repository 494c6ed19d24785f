package dev.fakeauth0.emulator.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HttpDateTest {

  @Test
  void writes_the_example_of_the_rfc() {
    String date = HttpDate.at(784_111_777L);

    assertThat(date).isEqualTo("Sun, 06 Nov 1994 08:49:37 GMT");
  }

  @Test
  void writes_another_second_anew() {
    String first = HttpDate.at(0);
    String second = HttpDate.at(86_400L * 59);

    assertThat(first).isEqualTo("Thu, 01 Jan 1970 00:00:00 GMT");
    assertThat(second).isEqualTo("Sun, 01 Mar 1970 00:00:00 GMT");
  }
}
