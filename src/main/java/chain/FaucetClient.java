package chain;

import base.BoundedBodies;
import base.ErrorText;
import base.OutsideText;
import chain.model.Network;
import domain.Failure;
import domain.FailureReason;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Asks a test network for coins, once and only on request. Redirects are not followed: a client
 * that turns the form into a page view would get a page and no coins.
 */
public final class FaucetClient {
  private static final int MOST_BYTES = 64 << 10;
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int CONFIGURATION = 78;
  private static final int LIMITED = 429;

  private final Network network;
  private final URI address;

  /**
   * @throws Failure.Stop if the network has no faucet
   */
  public FaucetClient(Network network) {
    this.network = network;
    this.address =
        network
            .faucet()
            .orElseThrow(
                () ->
                    new Failure.Stop(
                        FailureReason.CONFIGURATION,
                        CONFIGURATION,
                        network.name() + " has no faucet: send ALLO to the address yourself"));
  }

  /**
   * What the faucet said; the coins arrive some blocks later.
   *
   * @param apiKey the operator's key for the hosted API, empty for none
   * @throws Failure.Retry if it does not give now
   */
  public String requestCoins(String chainId, String address, String apiKey) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(this.address)
            .header("content-type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(formBody(chainId, address)));
    if (!apiKey.isEmpty()) {
      request.header("x-api-key", apiKey);
    }
    HttpResponse<String> answer = send(request.build());
    if (answer.statusCode() == LIMITED) {
      throw faucetFailure("gives no more coins to " + address + " for now; try again tomorrow");
    }
    if (answer.statusCode() != 200) {
      throw faucetFailure("answered " + answer.statusCode() + ": " + shorten(answer.body()));
    }
    return shorten(answer.body());
  }

  private HttpResponse<String> send(HttpRequest request) {
    HttpClient client =
        HttpClient.newBuilder()
            .connectTimeout(PATIENCE)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    try {
      return BoundedBodies.send(client, request, MOST_BYTES, PATIENCE);
    } catch (IOException e) {
      throw faucetFailure("is not reachable: " + ErrorText.describe(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw faucetFailure("was not waited for: the program is stopping");
    }
  }

  private Failure.Retry faucetFailure(String what) {
    return new Failure.Retry(
        FailureReason.NO_ENDPOINT,
        "the faucet of " + network.name() + " (" + address + ") " + what);
  }

  private static String formBody(String chainId, String address) {
    return "chain=" + urlEncode(chainId) + "&address=" + urlEncode(address);
  }

  private static String urlEncode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static String shorten(String text) {
    return OutsideText.clean(text);
  }
}
