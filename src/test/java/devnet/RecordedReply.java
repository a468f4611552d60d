package devnet;

import com.fasterxml.jackson.databind.JsonNode;
import devnet.server.CosmosJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** One query that a real node was asked, and what it answered. */
record RecordedReply(
    String name,
    String protocol,
    String method,
    String path,
    String request,
    int status,
    String contentType,
    JsonNode body) {
  static List<RecordedReply> readAll(Path file) throws IOException {
    List<RecordedReply> replies = new ArrayList<>();
    for (JsonNode it : CosmosJson.parse(Files.readAllBytes(file))) {
      JsonNode request = it.path("request");
      boolean json = request.isObject();
      replies.add(
          new RecordedReply(
              it.path("name").asText(),
              it.path("protocol").asText(),
              it.path("method").asText(),
              it.path("path").asText(),
              json ? request.toString() : request.asText("").replace("null", ""),
              it.path("status").asInt(),
              it.path("content_type").asText(),
              it.path("body")));
    }
    return replies;
  }
}
