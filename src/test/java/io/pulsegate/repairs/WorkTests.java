package io.pulsegate.repairs;

import static org.assertj.core.api.Assertions.assertThat;

import io.pulsegate.access.ApiKeyFormat;
import io.pulsegate.testing.Deliveries;
import io.pulsegate.testing.TestDatabase;
import io.pulsegate.testing.TestDatabaseConfiguration;
import io.pulsegate.testing.TestOrg;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Import;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/** Work that other systems do again, as their key meets it. */
@SpringBootTest(properties = "pulsegate.deliveries.enabled=false")
@AutoConfigureMockMvc
@Import(TestDatabaseConfiguration.class)
class WorkTests {

    private final MockMvcTester mvc;
    private final TestOrg org;
    private final Deliveries work;
    private final String key = ApiKeyFormat.generate();

    WorkTests(@Autowired TestDatabase database, @Autowired MockMvcTester mvc) {
        this.mvc = mvc;
        this.org = TestOrg.create(database, "Acme");
        this.work = new Deliveries(org);
        org.key(key, "work:claim", "payloads:read");
    }

    @Test
    void offersWorkAndWritesDownThatItIsDone() {
        work.foreignWaiting("export");
        var item = claim("{}").at("/items/0");
        assertThat(item.path("type").asString()).isEqualTo("export");
        assertThat(item.path("handler").asString()).isEqualTo("export.sync");
        assertThat(item.path("attempt").asInt()).isEqualTo(2);
        assertThat(item.path("business_ref").asString()).isEqualTo("FV/7");
        assertThat(item.path("idempotency_key")).isEqualTo(item.path("event_id"));
        assertThat(item.at("/payload/body").asString()).isEqualTo("<invoice/>");
        assertThat(item.at("/payload/complete").asBoolean()).isTrue();
        assertThat(claim("{}").path("items")).as("it is leased").isEmpty();

        var done =
                post("complete", ids(item) + ", \"http_status\": 200, \"duration_ms\": 340}", 200);
        assertThat(done.path("outcome").asString()).isEqualTo("succeeded");
        assertThat(work.rows("select * from integration_logs where status = 'success'").getFirst())
                .containsEntry("integration_type", "export")
                .containsEntry("business_ref", "FV/7")
                .containsEntry("attempt_count", 2)
                .containsEntry("actor_kind", "api_key")
                .extractingByKey("id")
                .hasToString(done.path("event_id").asString());
        assertThat(work.rows("select * from retry_queue")).isEmpty();
        // whoever did not hear the answer may say it again
        assertThat(post("complete", ids(item) + "}", 200)).isEqualTo(done);
        assertThat(work.rows("select * from integration_logs where status = 'success'")).hasSize(1);
    }

    @Test
    void offersOnlyTheKindThatIsAskedFor() {
        work.foreignWaiting("export");
        work.foreignWaiting("comarch");
        assertThat(claim("{\"types\": [\"edi\", \"import\"]}").path("items")).isEmpty();
        assertThat(claim("{\"types\": [\"comarch\"], \"limit\": 5}").path("items")).hasSize(1);
        assertThat(claim("{}").at("/items/0/type").asString()).isEqualTo("export");
    }

    @Test
    void triesAgainWhatFailedUntilItIsDead() {
        work.foreignWaiting("import");
        var first = claim("{}").at("/items/0");
        var again =
                post(
                        "fail",
                        ids(first) + ", \"error\": \"Sender timeout\", \"retry_after_seconds\": 1}",
                        200);
        assertThat(again.path("outcome").asString()).isEqualTo("retrying");
        assertThat(again.has("event_id")).isFalse();
        assertThat(claim("{}").path("items")).as("not yet").isEmpty();
        org.change("update retry_queue set run_at = now()");
        var second = claim("{}").at("/items/0");
        assertThat(second.path("last_error").asString()).isEqualTo("Sender timeout");
        assertThat(second.path("idempotency_key")).isEqualTo(first.path("idempotency_key"));
        assertThat(second.path("lease_id")).isNotEqualTo(first.path("lease_id"));
        var dead = post("fail", ids(second) + ", \"error\": \"Sender timeout\"}", 200);
        assertThat(dead.path("outcome").asString()).isEqualTo("dead");
        assertThat(work.rows("select * from dead_letter_queue").getFirst())
                .containsEntry("state", "dead")
                .containsEntry("attempts", 3)
                .containsEntry("reason", "Sender timeout");
    }

    @Test
    void believesThatTryingAgainIsOfNoUse() {
        work.foreignWaiting("import");
        var dead =
                post(
                        "fail",
                        ids(claim("{}").at("/items/0"))
                                + ", \"error\": \"refused password=hunter2-secret\", \"retryable\":"
                                + " false}",
                        200);
        assertThat(dead.path("outcome").asString()).isEqualTo("dead");
        assertThat(work.rows("select reason from dead_letter_queue").toString())
                .contains("refused")
                .doesNotContain("hunter2");
    }

    /** The first was too slow: the work is the second's, and only he may end it. */
    @Test
    void refusesWhoLostHisLease() {
        work.foreignWaiting("export");
        var slow = claim("{}").at("/items/0");
        org.change("update retry_queue set leased_until = now()");
        var next = claim("{}").at("/items/0");
        assertThat(next.path("id")).isEqualTo(slow.path("id"));
        for (var path : new String[] {"complete", "fail", "extend"}) {
            var problem = post(path, ids(slow) + "}", 409);
            assertThat(problem.path("code").asString()).isEqualTo("STALE");
            assertThat(problem.path("detail").asString()).contains("lease");
        }
        assertThat(work.rows("select 1 from integration_logs where status = 'success'")).isEmpty();
        assertThat(post("complete", ids(next) + "}", 200).path("outcome").asString())
                .isEqualTo("succeeded");
        assertThat(post("complete", ids(slow) + "}", 409).path("status").asInt()).isEqualTo(409);
    }

    @Test
    void extendsALease() {
        work.foreignWaiting("export");
        var item = claim("{\"lease_seconds\": 5}").at("/items/0");
        var until =
                post("extend", ids(item) + ", \"lease_seconds\": 3600}", 200).path("leased_until");
        assertThat(until.asString()).isGreaterThan(item.path("leased_until").asString());
    }

    @Test
    void givesEachPieceToOneClaimerOnly() throws Exception {
        IntStream.range(0, 30).forEach(_ -> work.foreignWaiting("export"));
        var mine = new HashSet<String>();
        try (var claimers = Executors.newVirtualThreadPerTaskExecutor()) {
            var claims =
                    claimers.invokeAll(
                            IntStream.range(0, 4)
                                    .<java.util.concurrent.Callable<JsonNode>>mapToObj(
                                            _ -> () -> claim("{\"limit\": 7}"))
                                    .toList());
            claims.stream()
                    .map(Future::resultNow)
                    .flatMap(claim -> claim.path("items").valueStream())
                    .forEach(item -> assertThat(mine.add(item.path("id").asString())).isTrue());
        }
        assertThat(mine).hasSize(28);
    }

    @Test
    void keepsBodiesFromKeysThatMayNotReadThem() {
        work.foreignWaiting("export");
        var plain = ApiKeyFormat.generate();
        org.key(plain, "work:claim");
        assertThat(post(plain, "claim", "{}", 200).at("/items/0").has("payload")).isFalse();
    }

    @Test
    void isForKeysOfItsScopeAndItsOrganisation() {
        work.foreignWaiting("export");
        var reader = ApiKeyFormat.generate();
        org.key(reader, "dashboard:read");
        assertThat(post(reader, "claim", "{}", 403).path("code").asString()).isEqualTo("FORBIDDEN");
        var foreign = ApiKeyFormat.generate();
        TestOrg.create(org.database(), "Globex").key(foreign, "work:claim");
        assertThat(post(foreign, "claim", "{}", 200).path("items")).isEmpty();
        var item = claim("{}").at("/items/0");
        assertThat(post(foreign, "complete", ids(item) + "}", 409).path("code").asString())
                .isEqualTo("STALE");
        assertThat(
                        mvc.post()
                                .uri("/api/integrations/work/claim")
                                .contentType(MediaType.APPLICATION_JSON)
                                .content("{}"))
                .hasStatus(401);
    }

    @Test
    void saysWhatIsWrongWithARequest() {
        for (var bad :
                Set.of(
                        "{\"types\": [\"nothing\"]}",
                        "{\"limit\": 0}",
                        "{\"limit\": 101}",
                        "{\"lease_seconds\": 4}")) {
            assertThat(post("claim", bad, 400).path("code").asString()).isEqualTo("BAD_USER_INPUT");
        }
        assertThat(post("complete", "{}", 400).path("detail").asString()).contains("id");
        assertThat(post("claim", "[", 400).path("code").asString()).isEqualTo("BAD_REQUEST");
    }

    private JsonNode claim(String body) {
        return post("claim", body, 200);
    }

    private static String ids(JsonNode item) {
        return "{\"id\": \"%s\", \"lease_id\": \"%s\""
                .formatted(item.path("id").asString(), item.path("lease_id").asString());
    }

    private JsonNode post(String path, String body, int status) {
        return post(key, path, body, status);
    }

    private JsonNode post(String key, String path, String body, int status) {
        var answer =
                mvc.post()
                        .uri("/api/integrations/work/" + path)
                        .header("Authorization", "Bearer " + key)
                        .contentType(MediaType.APPLICATION_JSON)
                        .content(body)
                        .exchange();
        assertThat(answer).hasStatus(status);
        try {
            return JsonMapper.shared().readTree(answer.getResponse().getContentAsString());
        } catch (java.io.UnsupportedEncodingException e) {
            throw new IllegalStateException(e);
        }
    }
}
