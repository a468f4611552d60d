package devnet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import devnet.server.CosmosJson;
import domain.SharedTestData;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** The simulated network in v5 mode answers as a real node did, in the same three moments. */
class RealNodeReplayTest {
  /** By name of the query, what may differ: a start of the place in the reply, and the reason. */
  private static final Map<String, List<String>> ALLOWED =
      Map.ofEntries(
          // Built of no Go modules and from no commit.
          Map.entry(
              "node_info",
              List.of("/application_version/build_deps", "/application_version/git_commit")),
          // Nothing is minted and no validator is paid at the begin of a block.
          Map.entry("rpc block_results", List.of("/result/finalize_block_events")),
          // The recording keeps the first of a hundred.
          Map.entry("rpc tx_search", List.of("/result/txs: ")));

  private int compared;

  @Test
  void answersEveryRecordedQueryAsARealNode() throws IOException {
    List<String> differences = new ArrayList<>();
    try (ReplayedNetwork network = new ReplayedNetwork()) {
      network.enterFirstMoment();
      differences.addAll(replay("1-window-open-nothing-sent", network));
      network.enterSecondMoment();
      differences.addAll(replay("2-window-open-inference-inserted", network));
      network.enterThirdMoment();
      differences.addAll(replay("3-window-closed", network));
    }
    assertEquals("", String.join("\n", differences));
    assertEquals(312, compared);
  }

  private List<String> replay(String moment, ReplayedNetwork network) throws IOException {
    Path file = SharedTestData.path("real-node-v5/" + moment + ".json").orElse(null);
    Assumptions.assumeTrue(file != null, "the recordings are not part of a clone");
    List<String> differences = new ArrayList<>();
    for (RecordedReply recorded : RecordedReply.readAll(file)) {
      String prefix = moment.charAt(0) + " " + recorded.name() + ": ";
      differences(recorded, network.ask(recorded)).forEach(it -> differences.add(prefix + it));
      compared++;
    }
    return differences;
  }

  private static List<String> differences(RecordedReply recorded, HttpResponse<String> reply)
      throws IOException {
    String type = reply.headers().firstValue("content-type").orElse("");
    if (reply.statusCode() != recorded.status() || !type.equals(recorded.contentType())) {
      return List.of(reply.statusCode() + " " + type + " " + reply.body());
    }
    List<String> allowed = ALLOWED.getOrDefault(recorded.name(), List.of());
    return ReplyDifferences.between(recorded.body(), body(type, reply.body())).stream()
        .filter(it -> allowed.stream().noneMatch(it::startsWith))
        .toList();
  }

  private static JsonNode body(String type, String text) throws IOException {
    return type.equals("application/json")
        ? CosmosJson.parse(text.getBytes(StandardCharsets.UTF_8))
        : new TextNode(text);
  }
}
