package dev.fakeauth0.emulator.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MaskingTest {

  @Test
  void hides_the_secret_in_a_form() {
    var shown =
        Masking.request(
            Requests.post(
                "/oauth/token",
                "client_id=m2m&client_secret=hush%21&grant_type=client_credentials",
                "Content-Type",
                "application/x-www-form-urlencoded"));

    assertThat(shown.body())
        .isEqualTo("client_id=m2m&client_secret=*****&grant_type=client_credentials");
  }

  @Test
  void hides_the_secret_in_json_however_deep() {
    var shown =
        Masking.request(
            Requests.post(
                "/x",
                "{\"a\":[{\"client_secret\":\"hush\",\"name\":\"n\"}],\"password\":\"p\"}",
                "Content-Type",
                "application/json"));

    assertThat(shown.body())
        .isEqualTo("{\"a\":[{\"client_secret\":\"*****\",\"name\":\"n\"}],\"password\":\"*****\"}");
  }

  @Test
  void hides_a_private_key_under_any_name() {
    var shown =
        Masking.request(
            Requests.post(
                "/x",
                "{\"signing_keys\":[{\"key\":\"-----BEGIN PRIVATE KEY-----\\nhush\"}]}",
                "Content-Type",
                "application/json"));

    assertThat(shown.body()).isEqualTo("{\"signing_keys\":[{\"key\":\"*****\"}]}");
  }

  @Test
  void hides_the_secret_of_a_body_it_cannot_read() {
    var shown =
        Masking.request(
            Requests.post(
                "/oauth/token",
                "{\"client_secret\":\"hush\" oops",
                "Content-Type",
                "application/json"));

    assertThat(shown.body()).doesNotContain("hush");
  }

  @Test
  void hides_the_secret_whatever_the_body_says_it_is() {
    for (String type : new String[] {"text/plain", "application/octet-stream", ""}) {
      var shown =
          Masking.request(
              Requests.post(
                  "/oauth/token", "client_id=m2m&client_secret=hush", "Content-Type", type));

      assertThat(shown.body()).as(type).doesNotContain("hush");
    }
  }

  @Test
  void hides_the_secret_behind_an_encoded_name_and_one_that_is_no_string() {
    var form =
        Masking.request(
            Requests.post(
                "/oauth/token",
                "client%5Fsecret=hush&%zz=1",
                "Content-Type",
                "application/x-www-form-urlencoded"));
    var json =
        Masking.request(
            Requests.post("/x", "{\"client_secret\":4711}", "Content-Type", "application/json"));

    assertThat(form.body()).isEqualTo("client%5Fsecret=*****&%zz=1");
    assertThat(json.body()).doesNotContain("4711");
  }

  @Test
  void hides_credentials_in_the_authorization_header() {
    var basic = Masking.request(Requests.get("/", "Authorization", "Basic bTJtOmh1c2g="));
    var bearer = Masking.request(Requests.get("/", "authorization", "Bearer aaa.bbb.ccc"));

    assertThat(basic.headers()).containsEntry("Authorization", "Basic *****");
    assertThat(bearer.headers()).containsEntry("authorization", "Bearer aaa.bbb.*****");
  }

  @Test
  void keeps_the_claims_of_an_issued_token_readable_and_its_signature_hidden() {
    var shown =
        Masking.response(
            Reply.of(200, "application/json", "{\"access_token\":\"h.p.s\",\"expires_in\":86400}"));

    assertThat(shown.body()).isEqualTo("{\"access_token\":\"h.p.*****\",\"expires_in\":86400}");
  }

  @Test
  void hides_a_token_that_was_put_into_the_query() {
    var shown = Masking.request(Requests.get("/userinfo?access_token=opaque&x=1"));

    assertThat(shown.query()).isEqualTo("access_token=*****&x=1");
  }

  @Test
  void hides_codes_and_tokens_on_their_way_to_a_callback() {
    Reply redirect =
        Reply.empty(302)
            .with("Location", "https://app.example/cb?code=c0de&state=s#access_token=a.b.sig");

    String location = Masking.response(redirect).headers().get("Location");

    assertThat(location)
        .isEqualTo("https://app.example/cb?code=*****&state=s#access_token=a.b.*****");
  }

  @Test
  void hides_codes_and_tokens_in_pages_that_carry_them() {
    Reply form =
        Reply.of(
            200,
            "text/html; charset=utf-8",
            "<input name=\"id_token\" value=\"a.b.sig\"/><input name=\"state\" value=\"s\"/>");
    Reply script = Reply.of(200, "text/html; charset=utf-8", "x({\"code\":\"c0de\"})");

    assertThat(Masking.response(form).body())
        .isEqualTo(
            "<input name=\"id_token\" value=\"a.b.*****\"/><input name=\"state\" value=\"s\"/>");
    assertThat(Masking.response(script).body()).isEqualTo("x({\"code\":\"*****\"})");
  }
}
