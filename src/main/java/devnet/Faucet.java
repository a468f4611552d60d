package devnet;

import java.math.BigInteger;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** Gives coins on request, a few times per address, in the test network faucet's form. */
final class Faucet {
  private static final BigInteger DRIP = BigInteger.TEN.pow(18).shiftLeft(1);
  private static final int LIMIT = 3;

  private final Ledger ledger;
  private final Map<String, Integer> given = new HashMap<>();

  Faucet(Ledger ledger) {
    this.ledger = ledger;
  }

  synchronized Reply answer(Call call) {
    Map<String, String> form = form(new String(call.body(), StandardCharsets.UTF_8));
    String address = form.getOrDefault("address", "");
    String chain = ledger.read(it -> it.chainId);
    if (!Signatures.isAddress(address) || !chain.equals(form.get("chain"))) {
      return Reply.json(400, Json.of("message", "chain and address must belong to " + chain));
    }
    if (given.merge(address, 1, Integer::sum) > LIMIT) {
      return Reply.json(429, Json.of("message", "limit reached for this address"));
    }
    ledger.change(it -> it.credit(address, DRIP));
    return Reply.ok(Json.of("message", "sent", "amount", DRIP + State.DENOM));
  }

  private static Map<String, String> form(String body) {
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
