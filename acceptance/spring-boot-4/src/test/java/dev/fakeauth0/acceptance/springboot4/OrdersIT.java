package dev.fakeauth0.acceptance.springboot4;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import dev.fakeauth0.junit.AccessToken;
import dev.fakeauth0.junit.WithFakeAuth0;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

// recipe: spring-boot
@WithFakeAuth0
@AutoConfigureMockMvc
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class OrdersIT {

  @Test
  void takes_a_token(@Autowired MockMvc mvc, @AccessToken String token) throws Exception {
    mvc.perform(get("/orders").header("Authorization", "Bearer " + token))
        .andExpect(status().isOk());
  }

  @Test
  void refuses_a_token_for_another_api_at_its_port(
      @LocalServerPort int port, @AccessToken(defect = "wrong-audience") String token)
      throws Exception {
    HttpRequest call =
        HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/orders"))
            .header("Authorization", "Bearer " + token)
            .build();

    assertEquals(401, HttpClient.newHttpClient().send(call, BodyHandlers.ofString()).statusCode());
  }

  @RestController
  @SpringBootApplication
  static class Orders {
    @GetMapping("/orders")
    String orders() {
      return "none yet";
    }
  }
}
// end
