package devnet.server;

import devnet.server.DevnetResponse.GrpcStatusException;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * An HTTP request.
 *
 * @param query decoded query parameters
 * @param headers by lower-case name
 */
public record DevnetRequest(
    String method,
    String path,
    Map<String, String> query,
    Map<String, String> headers,
    byte[] body) {
  /** The two ways to ask a REST node for its head. */
  private static final List<String> HEADS =
      List.of("/cosmos/base/tendermint/v1beta1/blocks/latest", "/cosmos/base/node/v1beta1/status");

  public static DevnetRequest readFrom(HttpServerRequest request, byte[] body) {
    Map<String, String> query = new HashMap<>();
    request.params().forEach((name, value) -> query.putIfAbsent(name, value));
    Map<String, String> headers = new HashMap<>();
    request.headers().forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
    return new DevnetRequest(request.method().name(), request.path(), query, headers, body);
  }

  /** Lines of a resource file, without comments. */
  public static List<String> tableLines(String name) {
    try (InputStream in = DevnetRequest.class.getResourceAsStream("/devnet/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(it -> !it.startsWith("#"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether the request may change the ledger: a broadcast over any protocol, or the faucet. */
  public boolean mayChangeLedger() {
    boolean search = method.equals("GET") && path.endsWith("/txs");
    return !search && path.matches(".*(/txs|/BroadcastTx|/broadcast_tx.*|/api/request)")
        || new String(body, StandardCharsets.UTF_8).contains("\"broadcast_tx");
  }

  /** Equal for equal requests. */
  public String cacheKey() {
    return method + path + query + Arrays.hashCode(body);
  }

  /** For a request of the head, the other way to ask for it. */
  Optional<DevnetRequest> otherHeadRequest() {
    int index = HEADS.indexOf(path);
    return index < 0
        ? Optional.empty()
        : Optional.of(new DevnetRequest(method, HEADS.get(1 - index), query, headers, body));
  }

  public DevnetRequest withParameters(Map<String, String> parameters) {
    Map<String, String> all = new HashMap<>(query);
    all.putAll(parameters);
    return new DevnetRequest(method, path, all, headers, body);
  }

  public Optional<String> findParameter(String name) {
    return Optional.ofNullable(query.get(name)).filter(it -> !it.isEmpty());
  }

  public String textOrEmpty(String name) {
    return findParameter(name).orElse("");
  }

  /**
   * An unsigned number of the path.
   *
   * @throws GrpcStatusException the gateway's error 3 for any other text
   */
  public long requireNumber(String name) {
    try {
      return Long.parseUnsignedLong(textOrEmpty(name));
    } catch (NumberFormatException e) {
      throw typeMismatch(name, "ParseUint");
    }
  }

  /**
   * A signed number of the path, as heights are.
   *
   * @throws GrpcStatusException the gateway's error 3 for any other text
   */
  public long requireHeight(String name) {
    try {
      return Long.parseLong(textOrEmpty(name));
    } catch (NumberFormatException e) {
      throw typeMismatch(name, "ParseInt");
    }
  }

  private GrpcStatusException typeMismatch(String name, String parser) {
    return GrpcStatusException.invalidArgument(
        String.format(
            Locale.ROOT,
            "type mismatch, parameter: %s, error: strconv.%s: parsing \"%s\": invalid syntax",
            name,
            parser,
            textOrEmpty(name)));
  }

  /**
   * @throws IllegalArgumentException with the text of Go's library, which a node passes on word for
   *     word
   */
  public static byte[] decodeHex(String text) {
    for (char c : text.toCharArray()) {
      if (!HexFormat.isHexDigit(c)) {
        throw new IllegalArgumentException(
            String.format(Locale.ROOT, "encoding/hex: invalid byte: U+%04X '%c'", (int) c, c));
      }
    }
    if (text.length() % 2 != 0) {
      throw new IllegalArgumentException("encoding/hex: odd length hex string");
    }
    return HexFormat.of().parseHex(text);
  }

  /**
   * @throws IllegalArgumentException with the text of Go's library, which a node passes on word for
   *     word
   */
  public static byte[] decodeBase64(String text) {
    try {
      return Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException malformed) {
      int at = text.replaceFirst("^[A-Za-z0-9+/]*", "").length();
      throw new IllegalArgumentException(
          "illegal base64 data at input byte " + (text.length() - at));
    }
  }

  /** The error of Go's library for a text that is not JSON. */
  public static String jsonError(byte[] text) {
    return text.length == 0
        ? "unexpected EOF"
        : String.format(
            Locale.ROOT, "invalid character '%c' looking for beginning of value", (char) text[0]);
  }
}
