package devnet;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import devnet.proto.TxRaw;
import devnet.server.CosmosJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Base64;

/** A plain client for the simulated nodes. */
public record DevnetHttpClient(URI base) {
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  public JsonNode get(String path) {
    return json(send("GET", path, ""));
  }

  public int status(String path) {
    return send("GET", path, "").statusCode();
  }

  public int status(String path, Duration timeout) {
    return send(request("GET", path, "").timeout(timeout)).statusCode();
  }

  /** Asks with a header more. */
  JsonNode get(String path, String header, String value) {
    return json(send(request("GET", path, "").header(header, value)));
  }

  public JsonNode broadcast(byte[] tx) {
    String body = "{\"tx_bytes\":\"" + text(tx) + "\",\"mode\":\"BROADCAST_MODE_SYNC\"}";
    return json(send("POST", "/cosmos/tx/v1beta1/txs", body));
  }

  /** Sends the transaction with an empty signature. */
  JsonNode simulate(byte[] tx) {
    try {
      TxRaw bare = TxRaw.parseFrom(tx).toBuilder().setSignatures(0, ByteString.EMPTY).build();
      String body = "{\"tx_bytes\":\"" + text(bare.toByteArray()) + "\"}";
      return json(send("POST", "/cosmos/tx/v1beta1/simulate", body));
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException(e);
    }
  }

  public HttpResponse<String> send(String method, String path, String body) {
    return send(request(method, path, body));
  }

  private HttpRequest.Builder request(String method, String path, String body) {
    return HttpRequest.newBuilder(base.resolve(path))
        .timeout(Duration.ofSeconds(30))
        .method(method, BodyPublishers.ofString(body));
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return CLIENT.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String text(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static JsonNode json(HttpResponse<String> response) {
    try {
      return CosmosJson.parse(response.body().getBytes(java.nio.charset.StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
