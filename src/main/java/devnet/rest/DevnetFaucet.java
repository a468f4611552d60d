package devnet.rest;

import devnet.block.SimulatedChain;
import devnet.ledger.DevnetCrypto;
import devnet.ledger.LedgerState;
import devnet.server.DevnetJson;
import devnet.server.DevnetRequest;
import devnet.server.DevnetResponse;
import java.math.BigInteger;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** Gives coins on request, a few times per address, in the test network faucet's form. */
final class DevnetFaucet {
  private static final BigInteger DRIP = BigInteger.TEN.pow(18).shiftLeft(1);
  private static final int LIMIT = 3;

  private final SimulatedChain chain;
  private final Map<String, Integer> given = new HashMap<>();

  DevnetFaucet(SimulatedChain chain) {
    this.chain = chain;
  }

  synchronized DevnetResponse handle(DevnetRequest call) {
    Map<String, String> form = parseForm(new String(call.body(), StandardCharsets.UTF_8));
    String address = form.getOrDefault("address", "");
    String chain = this.chain.readState(it -> it.chainId);
    if (!DevnetCrypto.isAddress(address) || !chain.equals(form.get("chain"))) {
      return DevnetResponse.json(
          400, DevnetJson.object("message", "chain and address must belong to " + chain));
    }
    if (given.merge(address, 1, Integer::sum) > LIMIT) {
      return DevnetResponse.json(
          429, DevnetJson.object("message", "limit reached for this address"));
    }
    this.chain.changeState(it -> it.credit(address, DRIP));
    return DevnetResponse.okJson(
        DevnetJson.object("message", "sent").with("amount", DRIP + LedgerState.DENOM));
  }

  private static Map<String, String> parseForm(String body) {
    Map<String, String> fields = new HashMap<>();
    for (String pair : body.split("&")) {
      String[] parts = pair.split("=", 2);
      if (parts.length == 2) {
        fields.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
      }
    }
    return fields;
  }
}
