package devnet.rest;

import devnet.block.SimulatedChain;
import devnet.ledger.DevnetCrypto;
import devnet.ledger.LedgerState;
import devnet.ledger.LedgerState.LedgerAccount;
import devnet.server.CosmosJson;
import devnet.server.DevnetRequest;
import devnet.server.DevnetResponse;
import devnet.server.DevnetResponse.GrpcStatusException;
import java.math.BigInteger;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Queries of accounts, balances and fee grants, and the faucet. */
final class AccountQueryHandler {
  private static final BigInteger DRIP = BigInteger.TEN.pow(18).shiftLeft(1);
  private static final int DRIPS_PER_ADDRESS = 3;

  private final SimulatedChain chain;
  private final Map<String, Integer> dripsByAddress = new HashMap<>();

  AccountQueryHandler(SimulatedChain chain) {
    this.chain = chain;
  }

  void registerRoutes(PathRouter router) {
    router
        .get(
            "/cosmos/auth/v1beta1/accounts/{address}",
            call -> chain.readState(it -> account(it, call)))
        .get(
            "/cosmos/auth/v1beta1/account_info/{address}",
            call -> chain.readState(it -> accountInfo(it, call)))
        .get("/cosmos/feegrant/v1beta1/allowance/{granter}/{grantee}", this::feeAllowance)
        .addRoute("POST", "/api/request", this::drip)
        .get("/cosmos/bank/v1beta1/balances/{address}/by_denom", this::balance)
        .get("/cosmos/bank/v1beta1/spendable_balances/{address}/by_denom", this::balance)
        .get("/cosmos/bank/v1beta1/balances/{address}", this::balances)
        .get("/cosmos/bank/v1beta1/spendable_balances/{address}", this::balances);
  }

  private LedgerAccount requireAccount(LedgerState state, DevnetRequest call) {
    String address = call.textOrEmpty("address");
    DevnetCrypto.addressError(address)
        .ifPresent(
            it -> {
              throw new GrpcStatusException(2, it);
            });
    return state
        .findAccount(address)
        .orElseThrow(() -> GrpcStatusException.notFound("account " + address + " not found"));
  }

  private Map<String, Object> account(LedgerState state, DevnetRequest call) {
    Map<String, Object> base = CosmosJson.object("@type", "/cosmos.auth.v1beta1.BaseAccount");
    base.putAll(accountFields(requireAccount(state, call)));
    return CosmosJson.object("account", base);
  }

  private Map<String, Object> accountInfo(LedgerState state, DevnetRequest call) {
    return CosmosJson.object("info", accountFields(requireAccount(state, call)));
  }

  private static Map<String, Object> accountFields(LedgerAccount account) {
    Object key =
        account.publicKey == null
            ? null
            : CosmosJson.object("@type", "/cosmos.crypto.secp256k1.PubKey")
                .with("key", Base64.getEncoder().encodeToString(account.publicKey));
    return CosmosJson.object("address", account.address)
        .with("pub_key", key)
        .int64("account_number", account.number)
        .int64("sequence", account.sequence);
  }

  private static void requireAddress(DevnetRequest call) {
    DevnetCrypto.addressError(call.textOrEmpty("address"))
        .ifPresent(
            it -> {
              throw GrpcStatusException.invalidArgument("invalid address: " + it);
            });
  }

  private Map<String, Object> balance(DevnetRequest call) {
    requireAddress(call);
    String denom =
        call.findParameter("denom")
            .orElseThrow(() -> GrpcStatusException.invalidArgument("invalid denom"));
    String amount =
        denom.equals(LedgerState.DENOM)
            ? chain.readState(it -> it.balanceOf(call.textOrEmpty("address"))).toString()
            : "0";
    return CosmosJson.object("balance", CosmosJson.object("denom", denom).with("amount", amount));
  }

  private Map<String, Object> balances(DevnetRequest call) {
    requireAddress(call);
    var amount = chain.readState(it -> it.balanceOf(call.textOrEmpty("address")));
    List<Object> coins =
        amount.signum() == 0
            ? List.of()
            : List.of(
                CosmosJson.object("denom", LedgerState.DENOM).with("amount", amount.toString()));
    return CosmosJson.object("balances", coins)
        .with("pagination", CosmosJson.object("next_key", null).with("total", "" + coins.size()));
  }

  private Map<String, Object> feeAllowance(DevnetRequest call) {
    if (!chain.<Boolean>readState(it -> it.emissionsVersion.isAfterV5())) {
      throw GrpcStatusException.notImplemented();
    }
    String grant =
        LedgerState.feeGrantKey(call.textOrEmpty("granter"), call.textOrEmpty("grantee"));
    if (!chain.<Boolean>readState(it -> it.feeGrants.contains(grant))) {
      throw GrpcStatusException.notFound("fee-grant not found");
    }
    return CosmosJson.fromTemplate(
        """
        {"allowance":{"granter":"%s","grantee":"%s","allowance":
         {"@type":"/cosmos.feegrant.v1beta1.BasicAllowance","spend_limit":[],"expiration":null}}}\
        """,
        call.textOrEmpty("granter"), call.textOrEmpty("grantee"));
  }

  /** The test network's faucet: sends coins a few times per address. */
  private synchronized DevnetResponse drip(DevnetRequest call) {
    Map<String, String> form = parseForm(new String(call.body(), StandardCharsets.UTF_8));
    String address = form.getOrDefault("address", "");
    String chain = this.chain.readState(it -> it.chainId);
    if (!DevnetCrypto.isAddress(address) || !chain.equals(form.get("chain"))) {
      return DevnetResponse.json(
          400, CosmosJson.object("message", "chain and address must belong to " + chain));
    }
    if (dripsByAddress.merge(address, 1, Integer::sum) > DRIPS_PER_ADDRESS) {
      return DevnetResponse.json(
          429, CosmosJson.object("message", "limit reached for this address"));
    }
    this.chain.changeState(it -> it.credit(address, DRIP));
    return DevnetResponse.okJson(
        CosmosJson.object("message", "sent").with("amount", DRIP + LedgerState.DENOM));
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
