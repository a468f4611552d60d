package devnet.rest;

import devnet.block.SimulatedChain;
import devnet.ledger.DevnetCrypto;
import devnet.ledger.LedgerState;
import devnet.ledger.LedgerState.LedgerAccount;
import devnet.server.DevnetJson;
import devnet.server.DevnetRequest;
import devnet.server.GrpcStatusException;
import devnet.server.PathRouter;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** Accounts, coins and what fees cost. */
final class AccountQueryHandler {
  private final SimulatedChain chain;

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
        .get("/cosmos/auth/v1beta1/params", call -> authParams())
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
    Map<String, Object> base = DevnetJson.object("@type", "/cosmos.auth.v1beta1.BaseAccount");
    base.putAll(accountFields(requireAccount(state, call)));
    return DevnetJson.object("account", base);
  }

  private Map<String, Object> accountInfo(LedgerState state, DevnetRequest call) {
    return DevnetJson.object("info", accountFields(requireAccount(state, call)));
  }

  private static Map<String, Object> accountFields(LedgerAccount account) {
    Object key =
        account.publicKey == null
            ? null
            : DevnetJson.object("@type", "/cosmos.crypto.secp256k1.PubKey")
                .with("key", Base64.getEncoder().encodeToString(account.publicKey));
    return DevnetJson.object("address", account.address)
        .with("pub_key", key)
        .int64("account_number", account.number)
        .int64("sequence", account.sequence);
  }

  private Map<String, Object> authParams() {
    return DevnetJson.fromTemplate(
        """
        {"params":{"max_memo_characters":"256","tx_sig_limit":"7","tx_size_cost_per_byte":"10",
         "sig_verify_cost_ed25519":"590","sig_verify_cost_secp256k1":"1000"}}\
        """);
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
    return DevnetJson.object("balance", DevnetJson.object("denom", denom).with("amount", amount));
  }

  private Map<String, Object> balances(DevnetRequest call) {
    requireAddress(call);
    var amount = chain.readState(it -> it.balanceOf(call.textOrEmpty("address")));
    List<Object> coins =
        amount.signum() == 0
            ? List.of()
            : List.of(
                DevnetJson.object("denom", LedgerState.DENOM).with("amount", amount.toString()));
    return DevnetJson.object("balances", coins)
        .with("pagination", DevnetJson.object("next_key", null).with("total", "" + coins.size()));
  }
}
