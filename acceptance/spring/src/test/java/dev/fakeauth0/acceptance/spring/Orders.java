package dev.fakeauth0.acceptance.spring;

import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** An API that knows nothing of FakeAuth0. */
@RestController
@SpringBootApplication
class Orders {

  /** How many application contexts there were. */
  static final AtomicInteger STARTED = new AtomicInteger();

  Orders() {
    STARTED.incrementAndGet();
  }

  @Bean
  SecurityFilterChain api(HttpSecurity http) throws Exception {
    return http.authorizeHttpRequests(calls -> calls.anyRequest().authenticated())
        .oauth2ResourceServer(server -> server.jwt(Customizer.withDefaults()))
        .build();
  }

  @GetMapping("/orders")
  String orders() {
    return "none yet";
  }
}
