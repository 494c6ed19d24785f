package dev.fakeauth0.example;

import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** An API on Spring Boot that wants tokens of Auth0, and knows nothing of FakeAuth0. */
@RestController
@SpringBootApplication
public class Orders {

  /** Serves. */
  public static void main(String[] arguments) {
    SpringApplication.run(Orders.class, arguments);
  }

  @Bean
  SecurityFilterChain api(HttpSecurity http) throws Exception {
    return http.authorizeHttpRequests(
            calls ->
                calls
                    .requestMatchers("/orders")
                    .hasAuthority("SCOPE_read:messages")
                    .anyRequest()
                    .authenticated())
        .oauth2ResourceServer(server -> server.jwt(Customizer.withDefaults()))
        .build();
  }

  @GetMapping("/orders")
  Map<String, String> orders(@AuthenticationPrincipal Jwt token) {
    return Map.of("of", token.getSubject(), "said_by", token.getIssuer().toString());
  }
}
