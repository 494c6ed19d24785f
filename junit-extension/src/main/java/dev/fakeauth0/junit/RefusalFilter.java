package dev.fakeauth0.junit;

import dev.fakeauth0.junit.ApiRefusals.ApiRefusal;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import org.springframework.core.Ordered;

/** Notes what a Spring application answers with 401 or 403; changes nothing. */
final class RefusalFilter implements Filter, Ordered {

  private static final String BEARER = "bearer ";

  private final ApiRefusals refusals;
  private final Optional<String> audience;

  RefusalFilter(ApiRefusals refusals, Optional<String> audience) {
    this.refusals = refusals;
    this.audience = audience;
  }

  /** Around Spring Security's own. */
  @Override
  public int getOrder() {
    return HIGHEST_PRECEDENCE;
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    chain.doFilter(request, response);
    if (request instanceof HttpServletRequest asked
        && response instanceof HttpServletResponse answer
        && (answer.getStatus() == 401 || answer.getStatus() == 403)) {
      refusals.add(
          new ApiRefusal(
              asked.getMethod() + " " + asked.getRequestURI() + " -> " + answer.getStatus(),
              Optional.ofNullable(answer.getHeader("WWW-Authenticate")),
              Optional.ofNullable(asked.getHeader("Authorization"))
                  .filter(value -> value.toLowerCase(Locale.ROOT).startsWith(BEARER))
                  .map(value -> value.substring(BEARER.length()).strip()),
              audience));
    }
  }
}
