package devnet;

import java.util.Base64;
import java.util.List;
import java.util.Map;

/** Accounts, coins and what fees cost. */
final class AccountQueries {
  private final Ledger ledger;

  AccountQueries(Ledger ledger) {
    this.ledger = ledger;
  }

  void routes(Router router) {
    router
        .get(
            "/cosmos/auth/v1beta1/accounts/{address}", call -> ledger.read(it -> account(it, call)))
        .get(
            "/cosmos/auth/v1beta1/account_info/{address}",
            call -> ledger.read(it -> info(it, call)))
        .get("/cosmos/auth/v1beta1/params", call -> authParams())
        .get("/cosmos/bank/v1beta1/balances/{address}/by_denom", this::balance)
        .get("/cosmos/bank/v1beta1/spendable_balances/{address}/by_denom", this::balance)
        .get("/cosmos/bank/v1beta1/balances/{address}", this::balances)
        .get("/cosmos/feegrant/v1beta1/allowance/{granter}/{grantee}", this::allowance);
  }

  private Account find(State state, Call call) {
    String address = call.text("address");
    if (!Signatures.isAddress(address)) {
      throw GrpcError.invalid("decoding bech32 failed: invalid address " + address);
    }
    return state
        .account(address)
        .orElseThrow(() -> GrpcError.notFound("account " + address + " not found"));
  }

  private Map<String, Object> account(State state, Call call) {
    Map<String, Object> base = Json.of("@type", "/cosmos.auth.v1beta1.BaseAccount");
    base.putAll(fields(find(state, call)));
    return Json.of("account", base);
  }

  private Map<String, Object> info(State state, Call call) {
    return Json.of("info", fields(find(state, call)));
  }

  private static Map<String, Object> fields(Account account) {
    Object key =
        account.publicKey == null
            ? null
            : Json.of(
                "@type",
                "/cosmos.crypto.secp256k1.PubKey",
                "key",
                Base64.getEncoder().encodeToString(account.publicKey));
    return Json.of(
        "address",
        account.address,
        "pub_key",
        key,
        "account_number",
        Json.num(account.number),
        "sequence",
        Json.num(account.sequence));
  }

  private Map<String, Object> authParams() {
    return Json.shape(
        """
        {"params":{"max_memo_characters":"256","tx_sig_limit":"7","tx_size_cost_per_byte":"10",
         "sig_verify_cost_ed25519":"590","sig_verify_cost_secp256k1":"1000"}}\
        """);
  }

  private Map<String, Object> balance(Call call) {
    String denom = call.find("denom").orElseThrow(() -> GrpcError.invalid("invalid denom"));
    String amount =
        denom.equals(State.DENOM)
            ? ledger.read(it -> it.balance(call.text("address"))).toString()
            : "0";
    return Json.of("balance", Json.of("denom", denom, "amount", amount));
  }

  private Map<String, Object> balances(Call call) {
    var amount = ledger.read(it -> it.balance(call.text("address")));
    List<Object> coins =
        amount.signum() == 0
            ? List.of()
            : List.of(Json.of("denom", State.DENOM, "amount", amount.toString()));
    return Json.of(
        "balances", coins, "pagination", Json.of("next_key", null, "total", "" + coins.size()));
  }

  private Map<String, Object> allowance(Call call) {
    String grant = State.grant(call.text("granter"), call.text("grantee"));
    if (!ledger.<Boolean>read(it -> it.grants.contains(grant))) {
      throw GrpcError.notFound("fee-grant not found");
    }
    return Json.shape(
        """
        {"allowance":{"granter":"%s","grantee":"%s","allowance":
         {"@type":"/cosmos.feegrant.v1beta1.BasicAllowance","spend_limit":[],"expiration":null}}}\
        """,
        call.text("granter"), call.text("grantee"));
  }
}
